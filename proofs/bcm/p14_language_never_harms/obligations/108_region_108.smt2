; whoever is in region 108 (term_over) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_offended Bool)
(assert (<= 0 a_route 3))
(define-fun region_108 ((x_route Int)) Bool (not (= x_route 2)))
(define-fun region_77 ((x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (not x_offended)))
(define-fun region_98 ((x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) x_offended))
(assert (and (region_108 a_route) (not (or (region_77 a_offended 0) (region_98 a_offended 0)))))
(check-sat)
