; whoever is in region 130 (term_over) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun region_130 ((x_route Int)) Bool (= x_route 0))
(define-fun region_31 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (= x_indicator_rule 1) (not x_offended)))
(define-fun region_54 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (= x_indicator_rule 1) x_offended))
(define-fun region_90 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (not (= x_indicator_rule 1)) (not x_offended)))
(define-fun region_113 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (not (= x_indicator_rule 1)) x_offended))
(assert (and (region_130 a_route) (not (or (region_31 a_indicator_rule a_offended 0) (region_54 a_indicator_rule a_offended 0) (region_90 a_indicator_rule a_offended 0) (region_113 a_indicator_rule a_offended 0)))))
(check-sat)
