; whoever is in region 73 (applicant) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_employed Bool)
(declare-const a_offended Bool)
(assert (<= 0 a_indicator_rule 2))
(define-fun part_24.121 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool)) Bool (or (and (not (= x_indicator_rule 1)) x_employed x_offended) (and (= x_indicator_rule 1) x_offended)))
(define-fun region_73 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool)) Bool (part_24.121 x_indicator_rule x_employed x_offended))
(define-fun region_72 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool)) Bool (or (and (not (= x_indicator_rule 1)) x_employed x_offended) (and (= x_indicator_rule 1) x_offended)))
(assert (and (region_73 a_indicator_rule a_employed a_offended) (not (region_72 a_indicator_rule a_employed a_offended))))
(check-sat)
