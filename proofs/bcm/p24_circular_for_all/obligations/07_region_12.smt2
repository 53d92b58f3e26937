; whoever is in region 12 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(define-fun region_12 ((x_route Int)) Bool (= x_route 3))
(define-fun region_4 () Bool true)
(assert (and (region_12 a_route) (not (and (= a_route 3) region_4))))
(check-sat)
