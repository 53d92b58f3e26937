; whoever is in region 92 (family) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (<= 0 a_indicator_rule 2))
(define-fun region_92 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) x_offended))
(define-fun region_91 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) x_offended))
(assert (and (region_92 a_indicator_rule a_offended) (not (region_91 a_indicator_rule a_offended))))
(check-sat)
