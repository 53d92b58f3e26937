; whoever is in region 25 (humanitarian) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_ties Int)
(declare-const a_offended Bool)
(declare-const c_residence Int)
(assert (and (<= 0 a_indicator_rule 2) (<= 0 a_language 4) (<= 0 a_ties 2) (>= c_residence 0)))
(define-fun region_25 ((x_indicator_rule Int) (x_insured Bool) (x_language Int) (x_ties Int) (x_offended Bool)) Bool (and (= x_indicator_rule 1) x_insured (>= x_language 3) (>= x_ties 1) (not x_offended)))
(define-fun region_6 ((x_indicator_rule Int) (x_insured Bool) (x_language Int) (x_ties Int) (x_offended Bool) (x_residence Int)) Bool (and (>= x_residence 84) (= x_indicator_rule 1) x_insured (>= x_language 3) (>= x_ties 1) (not x_offended)))
(assert (and (region_25 a_indicator_rule a_insured a_language a_ties a_offended) (not (and (or (= (ite (> (+ (* (- 1) c_residence) 84) 0) (+ (* (- 1) c_residence) 84) 0) 0) (> (ite (> (+ (* (- 1) c_residence) 84) 0) (+ (* (- 1) c_residence) 84) 0) 0)) (region_6 a_indicator_rule a_insured a_language a_ties a_offended (+ c_residence (ite (> (+ (* (- 1) c_residence) 84) 0) (+ (* (- 1) c_residence) 84) 0)))))))
(check-sat)
