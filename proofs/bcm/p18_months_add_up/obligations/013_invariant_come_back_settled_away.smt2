; whoever is in the invariant in away is still in it after come_back_settled
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_residence Int)
(assert (>= c_residence 0))
(define-fun invariant_settled ((x_time_in_status Int) (x_residence Int)) Bool (not (and (>= x_time_in_status 1) (<= (+ x_residence 1) x_time_in_status))))
(assert (and (>= c_residence 24) (not (invariant_settled 0 c_residence))))
(check-sat)
