; whoever is in region 14 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun region_14 ((x_route Int) (x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_route 1) (= x_indicator_rule 1) (not x_offended)))
(define-fun region_9 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) (not x_offended)))
(assert (and (region_14 a_route a_indicator_rule a_offended) (not (and (= a_route 1) (region_9 a_indicator_rule a_offended)))))
(check-sat)
