; whoever is in region 111 (returned) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_employed Bool)
(declare-const a_offended Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun region_111 ((x_route Int) (x_indicator_rule Int) (x_employed Bool)) Bool (and (= x_route 2) (or (and (not (= x_indicator_rule 1)) x_employed) (= x_indicator_rule 1))))
(define-fun region_59 ((x_indicator_rule Int) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (= x_indicator_rule 1)))
(define-fun region_107 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (not (= x_indicator_rule 1)) x_employed (not x_offended)))
(define-fun region_110 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (not (= x_indicator_rule 1)) x_employed x_offended))
(assert (and (region_111 a_route a_indicator_rule a_employed) (not (and (= a_route 2) (or (region_59 a_indicator_rule 0) (region_107 a_indicator_rule a_employed a_offended 0) (region_110 a_indicator_rule a_employed a_offended 0))))))
(check-sat)
