; whoever is in region 68 (returned) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2) (>= c_time_in_status 0)))
(define-fun region_68 ((x_route Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 60) (or (= x_route 1) (= x_route 3)) (not x_offended)))
(define-fun region_31 ((x_route Int) (x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_route 3) (= x_indicator_rule 1) (not x_offended)))
(define-fun region_64 ((x_route Int) (x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_route 3) (not (= x_indicator_rule 1)) (not x_offended)))
(define-fun region_67 ((x_route Int) (x_offended Bool)) Bool (and (= x_route 1) (not x_offended)))
(assert (and (region_68 a_route a_offended c_time_in_status) (not (and (>= c_time_in_status 60) (or (region_31 a_route a_indicator_rule a_offended) (region_64 a_route a_indicator_rule a_offended) (region_67 a_route a_offended))))))
(check-sat)
