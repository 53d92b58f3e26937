; whoever is in region 111 (tolerated) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_indicator_rule 2) (>= c_time_in_status 0)))
(define-fun region_111 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 18) (not (= x_indicator_rule 1)) x_offended))
(define-fun region_109 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) x_offended))
(assert (and (region_111 a_indicator_rule a_offended c_time_in_status) (not (and (>= c_time_in_status 18) (region_109 a_indicator_rule a_offended)))))
(check-sat)
