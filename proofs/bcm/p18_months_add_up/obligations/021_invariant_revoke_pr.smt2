; whoever is in the invariant in pr is still in it after revoke
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_offended Bool)
(declare-const c_residence Int)
(assert (>= c_residence 0))
(define-fun invariant_settled ((x_time_in_status Int) (x_residence Int)) Bool (not (and (>= x_time_in_status 1) (<= (+ x_residence 1) x_time_in_status))))
(assert (and a_offended (not (invariant_settled 0 c_residence))))
(check-sat)
