; everybody in child whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_indicator_rule 2) (>= c_time_in_status 0)))
(define-fun region_23 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (= x_indicator_rule 1) (not x_offended)))
(define-fun region_54 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (not (= x_indicator_rule 1)) (not x_offended)))
(define-fun region_83 ((x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (not x_offended)))
(define-fun region_85 ((x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) x_offended))
(define-fun region_101 ((x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) x_offended))
(assert (not (or (region_23 a_indicator_rule a_offended c_time_in_status) (region_54 a_indicator_rule a_offended c_time_in_status) (region_83 a_offended c_time_in_status) (region_85 a_offended c_time_in_status) (region_101 a_offended c_time_in_status))))
(check-sat)
