; whoever is in region 10 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(define-fun region_10 ((x_route Int)) Bool (= x_route 1))
(define-fun region_2 () Bool true)
(assert (and (region_10 a_route) (not (and (= a_route 1) region_2))))
(check-sat)
