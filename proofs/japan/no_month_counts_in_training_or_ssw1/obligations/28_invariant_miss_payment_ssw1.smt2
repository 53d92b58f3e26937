; whoever is in the invariant in ssw1 is still in it after miss_payment
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_dues Int)
(declare-const c_counted Int)
(assert (and (<= 0 a_dues 2) (>= c_counted 0)))
(define-fun part_1.2 () Bool true)
(define-fun invariant_ssw1 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.2)))
(assert (and (not (= a_dues 0)) (<= 0 0 2) (and (invariant_ssw1 c_counted) (not (invariant_ssw1 0)))))
(check-sat)
