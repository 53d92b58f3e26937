; everybody in family whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (<= 0 a_indicator_rule 2))
(define-fun region_10 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) (not x_offended)))
(define-fun region_41 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) x_offended))
(define-fun region_83 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) (not x_offended)))
(define-fun region_114 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) x_offended))
(assert (not (or (region_10 a_indicator_rule a_offended) (region_41 a_indicator_rule a_offended) (region_83 a_indicator_rule a_offended) (region_114 a_indicator_rule a_offended))))
(check-sat)
