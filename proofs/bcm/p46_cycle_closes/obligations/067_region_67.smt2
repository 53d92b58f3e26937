; whoever is in region 67 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun region_67 ((x_route Int) (x_offended Bool)) Bool (and (= x_route 1) (not x_offended)))
(define-fun region_13 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) (not x_offended)))
(define-fun region_42 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) (not x_offended)))
(assert (and (region_67 a_route a_offended) (not (and (= a_route 1) (or (region_13 a_indicator_rule a_offended) (region_42 a_indicator_rule a_offended))))))
(check-sat)
