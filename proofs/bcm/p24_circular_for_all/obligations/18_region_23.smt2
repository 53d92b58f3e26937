; whoever is in region 23 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(define-fun region_23 ((x_route Int)) Bool (= x_route 2))
(define-fun region_22 ((x_time_in_status Int)) Bool (<= x_time_in_status 180))
(assert (and (region_23 a_route) (not (and (= a_route 2) (region_22 0)))))
(check-sat)
