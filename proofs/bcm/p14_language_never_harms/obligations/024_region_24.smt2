; whoever is in region 24 (humanitarian) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(declare-const c_residence Int)
(assert (and (<= 0 a_indicator_rule 2) (>= c_residence 0)))
(define-fun region_24 ((x_indicator_rule Int) (x_offended Bool) (x_residence Int)) Bool (and (>= x_residence 24) (= x_indicator_rule 1) (not x_offended)))
(define-fun region_10 ((x_indicator_rule Int) (x_offended Bool) (x_residence Int)) Bool (and (>= x_residence 24) (= x_indicator_rule 1) (not x_offended)))
(assert (and (region_24 a_indicator_rule a_offended c_residence) (not (region_10 a_indicator_rule a_offended c_residence))))
(check-sat)
