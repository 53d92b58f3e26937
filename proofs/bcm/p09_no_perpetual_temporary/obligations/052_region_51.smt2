; whoever is in region 51 (worker) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_offended Bool)
(declare-const c_residence Int)
(assert (and (<= 0 a_indicator_rule 2) (<= 0 a_language 4) (>= c_residence 0)))
(define-fun region_51 ((x_indicator_rule Int) (x_insured Bool) (x_language Int) (x_offended Bool) (x_residence Int)) Bool (and (>= x_residence 24) (= x_indicator_rule 1) (or (and (not x_insured) (>= x_language 3) x_offended) (and x_insured (= x_language 2) x_offended))))
(define-fun region_39 ((x_indicator_rule Int) (x_insured Bool) (x_language Int) (x_offended Bool) (x_residence Int)) Bool (and (>= x_residence 24) (= x_indicator_rule 1) x_insured (>= x_language 3) x_offended))
(assert (and (region_51 a_indicator_rule a_insured a_language a_offended c_residence) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_39 a_indicator_rule a_insured (+ a_language 1) a_offended c_residence))) (not (and (not a_insured) (region_39 a_indicator_rule true a_language a_offended c_residence)))))
(check-sat)
