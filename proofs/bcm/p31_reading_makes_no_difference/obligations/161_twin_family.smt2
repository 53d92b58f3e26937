; of two persons in family who differ in indicator_rule alone, the second has a path if the first has one
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(assert (<= 0 a_indicator_rule 2))
(declare-const other_indicator_rule Int)
(define-fun region_13 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) (not x_offended)))
(define-fun region_42 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) (not x_offended)))
(define-fun region_79 ((x_offended Bool)) Bool x_offended)
(assert (and (<= 0 other_indicator_rule 2) (not (= a_indicator_rule other_indicator_rule)) (not (or (region_13 other_indicator_rule a_offended) (region_42 other_indicator_rule a_offended) (region_79 a_offended)))))
(check-sat)
