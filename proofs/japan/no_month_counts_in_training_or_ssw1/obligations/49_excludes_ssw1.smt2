; nobody in ssw1 within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_counted Int)
(assert (>= c_counted 0))
(define-fun part_1.2 () Bool true)
(define-fun invariant_ssw1 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.2)))
(define-fun bad_ssw1 ((x_counted Int)) Bool (> x_counted 0))
(assert (and (invariant_ssw1 c_counted) (bad_ssw1 c_counted)))
(check-sat)
