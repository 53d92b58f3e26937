; whoever is in region 112 (returned) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2) (>= c_time_in_status 0)))
(define-fun region_112 ((x_route Int) (x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 60) (= x_route 3) (not (= x_indicator_rule 1)) x_offended))
(define-fun region_110 ((x_route Int) (x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_route 3) (not (= x_indicator_rule 1)) x_offended))
(assert (and (region_112 a_route a_indicator_rule a_offended c_time_in_status) (not (and (>= c_time_in_status 60) (region_110 a_route a_indicator_rule a_offended)))))
(check-sat)
