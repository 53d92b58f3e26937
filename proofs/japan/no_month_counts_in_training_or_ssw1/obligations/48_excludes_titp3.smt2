; nobody in titp3 within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_counted Int)
(assert (>= c_counted 0))
(define-fun part_1.1 () Bool true)
(define-fun invariant_titp3 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.1)))
(define-fun bad_titp3 ((x_counted Int)) Bool (> x_counted 0))
(assert (and (invariant_titp3 c_counted) (bad_titp3 c_counted)))
(check-sat)
