; whoever is in region 41 (family) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (<= 0 a_indicator_rule 2))
(define-fun region_41 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) x_offended))
(define-fun region_39 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) x_offended))
(assert (and (region_41 a_indicator_rule a_offended) (not (region_39 a_indicator_rule a_offended))))
(check-sat)
