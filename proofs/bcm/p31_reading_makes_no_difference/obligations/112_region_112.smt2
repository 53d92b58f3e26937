; whoever is in region 112 (tolerated) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(define-fun region_112 ((x_route Int)) Bool (or (= x_route 1) (= x_route 3)))
(define-fun region_100 ((x_route Int) (x_time_in_status Int)) Bool (and (<= x_time_in_status 60) (or (= x_route 1) (= x_route 3))))
(assert (and (region_112 a_route) (not (region_100 a_route 0))))
(check-sat)
