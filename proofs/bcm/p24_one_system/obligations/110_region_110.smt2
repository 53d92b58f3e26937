; whoever is in region 110 (term_over) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_offended Bool)
(assert (<= 0 a_route 3))
(define-fun region_110 ((x_route Int)) Bool (not (= x_route 2)))
(define-fun region_78 ((x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (not x_offended)))
(define-fun region_100 ((x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) x_offended))
(assert (and (region_110 a_route) (not (or (region_78 a_offended 0) (region_100 a_offended 0)))))
(check-sat)
