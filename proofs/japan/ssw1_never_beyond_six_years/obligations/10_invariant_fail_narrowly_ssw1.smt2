; whoever is in the invariant in ssw1 is still in it after fail_narrowly
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_near_pass Bool)
(declare-const c_ssw1_time Int)
(assert (>= c_ssw1_time 0))
(define-fun invariant_ssw1 ((x_ssw1_time Int)) Bool (< x_ssw1_time 73))
(assert (and (and (not a_near_pass) (<= c_ssw1_time 57)) (and (invariant_ssw1 c_ssw1_time) (not (invariant_ssw1 c_ssw1_time)))))
(check-sat)
