; whoever is in region 23 (away) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(declare-const c_residence Int)
(assert (and (<= 0 a_indicator_rule 2) (>= c_residence 0)))
(define-fun region_23 ((x_indicator_rule Int) (x_offended Bool) (x_residence Int)) Bool (and (>= x_residence 24) (= x_indicator_rule 1) x_offended))
(define-fun region_22 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) x_offended))
(assert (and (region_23 a_indicator_rule a_offended c_residence) (not (and (>= c_residence 24) (region_22 a_indicator_rule a_offended)))))
(check-sat)
