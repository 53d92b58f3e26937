; everybody in family whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (<= 0 a_indicator_rule 2))
(define-fun region_13 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) (not x_offended)))
(define-fun region_42 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) (not x_offended)))
(define-fun region_80 ((x_offended Bool)) Bool x_offended)
(assert (not (or (region_13 a_indicator_rule a_offended) (region_42 a_indicator_rule a_offended) (region_80 a_offended))))
(check-sat)
