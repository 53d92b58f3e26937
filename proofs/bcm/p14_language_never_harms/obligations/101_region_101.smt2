; whoever is in region 101 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_offended Bool)
(assert (<= 0 a_route 3))
(define-fun region_101 ((x_route Int)) Bool (= x_route 2))
(define-fun region_82 ((x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (not x_offended)))
(define-fun region_99 ((x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) x_offended))
(assert (and (region_101 a_route) (not (and (= a_route 2) (or (region_82 a_offended 0) (region_99 a_offended 0))))))
(check-sat)
