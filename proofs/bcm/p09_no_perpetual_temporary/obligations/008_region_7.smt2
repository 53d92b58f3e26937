; whoever is in region 7 (settled) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_ties Int)
(declare-const a_offended Bool)
(assert (and (<= 0 a_indicator_rule 2) (<= 0 a_language 4) (<= 0 a_ties 2)))
(define-fun region_7 ((x_indicator_rule Int) (x_insured Bool) (x_language Int) (x_ties Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) (or (and (not x_insured) (>= x_language 3) (>= x_ties 1) (not x_offended)) (and x_insured (or (and (= x_language 2) (>= x_ties 1) (not x_offended)) (and (>= x_language 3) (= x_ties 0) (not x_offended)))))))
(define-fun region_6 ((x_indicator_rule Int) (x_insured Bool) (x_language Int) (x_ties Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) x_insured (>= x_language 3) (>= x_ties 1) (not x_offended)))
(assert (and (region_7 a_indicator_rule a_insured a_language a_ties a_offended) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_6 a_indicator_rule a_insured (+ a_language 1) a_ties a_offended))) (not (and (not a_insured) (region_6 a_indicator_rule true a_language a_ties a_offended))) (not (and (< a_ties 2) (<= 0 (+ a_ties 1) 2) (region_6 a_indicator_rule a_insured a_language (+ a_ties 1) a_offended)))))
(check-sat)
