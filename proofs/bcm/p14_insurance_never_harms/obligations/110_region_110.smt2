; whoever is in region 110 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun region_110 ((x_route Int) (x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_route 3) (not (= x_indicator_rule 1)) x_offended))
(define-fun region_109 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) x_offended))
(assert (and (region_110 a_route a_indicator_rule a_offended) (not (and (= a_route 3) (region_109 a_indicator_rule a_offended)))))
(check-sat)
