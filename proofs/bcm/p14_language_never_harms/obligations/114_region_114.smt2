; whoever is in region 114 (returned) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(define-fun region_114 ((x_route Int)) Bool (or (= x_route 1) (= x_route 3)))
(define-fun region_111 ((x_route Int)) Bool (or (= x_route 1) (= x_route 3)))
(assert (and (region_114 a_route) (not (and (not (= a_route 2)) (region_111 a_route)))))
(check-sat)
