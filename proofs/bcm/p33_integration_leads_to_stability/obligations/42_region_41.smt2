; whoever is in region 41 (applicant) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_employed Bool)
(declare-const a_offended Bool)
(assert (<= 0 a_indicator_rule 2))
(define-fun region_41 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) x_employed x_offended))
(define-fun region_40 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) x_employed x_offended))
(assert (and (region_41 a_indicator_rule a_employed a_offended) (not (region_40 a_indicator_rule a_employed a_offended))))
(check-sat)
