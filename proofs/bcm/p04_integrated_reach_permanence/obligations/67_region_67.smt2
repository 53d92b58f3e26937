; whoever is in region 67 (child) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2) (>= c_time_in_status 0) (>= c_residence 0)))
(define-fun region_67 ((x_route Int) (x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int) (x_residence Int)) Bool (and (>= x_residence 24) (<= x_time_in_status 35) (not (= x_route 2)) (not (= x_indicator_rule 1)) (not x_offended)))
(define-fun region_65 ((x_route Int) (x_indicator_rule Int) (x_offended Bool) (x_residence Int)) Bool (and (>= x_residence 24) (not (= x_route 2)) (not (= x_indicator_rule 1)) (not x_offended)))
(assert (and (region_67 a_route a_indicator_rule a_offended c_time_in_status c_residence) (not (and (< c_time_in_status 36) (region_65 a_route a_indicator_rule a_offended c_residence)))))
(check-sat)
