; whoever is in region 96 (returned) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_employed Bool)
(declare-const a_offended Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun region_96 ((x_route Int) (x_indicator_rule Int) (x_employed Bool)) Bool (and (= x_route 2) (or (and (not (= x_indicator_rule 1)) x_employed) (= x_indicator_rule 1))))
(define-fun region_73 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (or (and (not (= x_indicator_rule 1)) x_employed (not x_offended)) (and (= x_indicator_rule 1) (not x_offended)))))
(define-fun part_42.88 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool)) Bool (or (and (not (= x_indicator_rule 1)) x_employed x_offended) (and (= x_indicator_rule 1) x_offended)))
(define-fun region_95 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (part_42.88 x_indicator_rule x_employed x_offended)))
(assert (and (region_96 a_route a_indicator_rule a_employed) (not (and (= a_route 2) (or (region_73 a_indicator_rule a_employed a_offended 0) (region_95 a_indicator_rule a_employed a_offended 0))))))
(check-sat)
