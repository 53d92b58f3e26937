; whoever is in region 20 (tolerated) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(define-fun region_20 ((x_route Int)) Bool (not (= x_route 2)))
(define-fun region_8 ((x_route Int)) Bool (not (= x_route 2)))
(assert (and (region_20 a_route) (not (region_8 a_route))))
(check-sat)
