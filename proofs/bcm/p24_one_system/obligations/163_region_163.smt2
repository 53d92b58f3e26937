; whoever is in region 163 (term_over) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun region_163 ((x_route Int)) Bool (= x_route 0))
(define-fun region_38 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (= x_indicator_rule 1) (not x_offended)))
(define-fun region_68 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (= x_indicator_rule 1) x_offended))
(define-fun region_111 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (not (= x_indicator_rule 1)) (not x_offended)))
(define-fun region_141 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (not (= x_indicator_rule 1)) x_offended))
(assert (and (region_163 a_route) (not (or (region_38 a_indicator_rule a_offended 0) (region_68 a_indicator_rule a_offended 0) (region_111 a_indicator_rule a_offended 0) (region_141 a_indicator_rule a_offended 0)))))
(check-sat)
