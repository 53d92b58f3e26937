; of two persons in term_over who differ in route alone, the second has a path if the first has one
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(declare-const other_route Int)
(define-fun region_105 ((x_route Int)) Bool (= x_route 2))
(define-fun region_108 ((x_route Int)) Bool (not (= x_route 2)))
(assert (and (<= 0 other_route 3) (not (= a_route other_route)) (not (or (region_105 other_route) (region_108 other_route)))))
(check-sat)
