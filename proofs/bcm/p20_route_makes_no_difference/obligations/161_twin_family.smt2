; of two persons in family who differ in route alone, the second has a path if the first has one
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(declare-const other_route Int)
(define-fun region_13 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) (not x_offended)))
(define-fun region_42 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) (not x_offended)))
(define-fun region_79 ((x_offended Bool)) Bool x_offended)
(assert (and (<= 0 other_route 3) (not (= a_route other_route)) (not (or (region_13 a_indicator_rule a_offended) (region_42 a_indicator_rule a_offended) (region_79 a_offended)))))
(check-sat)
