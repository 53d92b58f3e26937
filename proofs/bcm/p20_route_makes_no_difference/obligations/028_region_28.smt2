; whoever is in region 28 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun region_28 ((x_route Int) (x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_route 3) (= x_indicator_rule 1) (not x_offended)))
(define-fun region_27 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) (not x_offended)))
(assert (and (region_28 a_route a_indicator_rule a_offended) (not (and (= a_route 3) (region_27 a_indicator_rule a_offended)))))
(check-sat)
