; nobody in titp2 within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_counted Int)
(assert (>= c_counted 0))
(define-fun part_1.0 () Bool true)
(define-fun invariant_titp2 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.0)))
(define-fun bad_titp2 ((x_counted Int)) Bool (> x_counted 0))
(assert (and (invariant_titp2 c_counted) (bad_titp2 c_counted)))
(check-sat)
