; whoever is in region 106 (away) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_route 3) (>= c_time_in_status 0)))
(define-fun region_106 ((x_route Int) (x_time_in_status Int)) Bool (and (>= x_time_in_status 24) (= x_route 2)))
(define-fun region_103 ((x_route Int)) Bool (= x_route 2))
(assert (and (region_106 a_route c_time_in_status) (not (and (>= c_time_in_status 24) (region_103 a_route)))))
(check-sat)
