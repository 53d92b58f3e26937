; whoever is in the invariant in settled is still in it after rehabilitate
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(declare-const c_residence Int)
(assert (and (>= c_time_in_status 0) (>= c_residence 0)))
(define-fun invariant_settled ((x_time_in_status Int) (x_residence Int)) Bool (not (and (>= x_time_in_status 1) (<= (+ x_residence 1) x_time_in_status))))
(assert (and (and a_offended (>= c_time_in_status 36)) (and (invariant_settled c_time_in_status c_residence) (not (invariant_settled c_time_in_status c_residence)))))
(check-sat)
