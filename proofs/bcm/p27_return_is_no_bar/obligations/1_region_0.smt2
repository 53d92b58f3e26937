; whoever is in region 0 (returned) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(define-fun region_0 ((x_route Int)) Bool (not (= x_route 2)))
(assert (and (region_0 a_route) (not (not (= a_route 2)))))
(check-sat)
