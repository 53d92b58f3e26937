; nobody in titp1 within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_counted Int)
(assert (>= c_counted 0))
(define-fun invariant_titp1 ((x_counted Int)) Bool (< x_counted 1))
(define-fun bad_titp1 ((x_counted Int)) Bool (> x_counted 0))
(assert (and (invariant_titp1 c_counted) (bad_titp1 c_counted)))
(check-sat)
