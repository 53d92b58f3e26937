; of two persons in family who differ in language alone, the second has a path if the first has one
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_language Int)
(declare-const a_offended Bool)
(assert (and (<= 0 a_indicator_rule 2) (<= 0 a_language 4)))
(declare-const other_language Int)
(define-fun region_13 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) (not x_offended)))
(define-fun region_42 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) (not x_offended)))
(define-fun region_79 ((x_offended Bool)) Bool x_offended)
(assert (and (<= 0 other_language 4) (< a_language other_language) (not (or (region_13 a_indicator_rule a_offended) (region_42 a_indicator_rule a_offended) (region_79 a_offended)))))
(check-sat)
