; whoever is in the invariant in titp2 is still in it after pay_arrears
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_dues Int)
(declare-const c_counted Int)
(assert (and (<= 0 a_dues 2) (>= c_counted 0)))
(define-fun part_1.0 () Bool true)
(define-fun invariant_titp2 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.0)))
(assert (and (= a_dues 0) (<= 0 1 2) (and (invariant_titp2 c_counted) (not (invariant_titp2 0)))))
(check-sat)
