; whoever is in region 33 (family) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (<= 0 a_indicator_rule 2))
(define-fun region_33 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) x_offended))
(define-fun region_32 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) x_offended))
(assert (and (region_33 a_indicator_rule a_offended) (not (region_32 a_indicator_rule a_offended))))
(check-sat)
