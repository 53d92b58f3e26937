; nobody in ssw1 within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_ssw1_time Int)
(assert (>= c_ssw1_time 0))
(define-fun invariant_ssw1 ((x_ssw1_time Int)) Bool (< x_ssw1_time 73))
(define-fun bad_ssw1 ((x_ssw1_time Int)) Bool (> x_ssw1_time 72))
(assert (and (invariant_ssw1 c_ssw1_time) (bad_ssw1 c_ssw1_time)))
(check-sat)
