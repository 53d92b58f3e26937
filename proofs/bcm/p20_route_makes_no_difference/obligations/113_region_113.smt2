; whoever is in region 113 (away) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_route 3) (>= c_time_in_status 0)))
(define-fun region_113 ((x_route Int) (x_time_in_status Int)) Bool (and (>= x_time_in_status 24) (or (= x_route 1) (= x_route 3))))
(define-fun region_100 ((x_route Int) (x_time_in_status Int)) Bool (and (<= x_time_in_status 60) (or (= x_route 1) (= x_route 3))))
(assert (and (region_113 a_route c_time_in_status) (not (and (>= c_time_in_status 24) (region_100 a_route 0)))))
(check-sat)
