; whoever is in region 36 (trainee) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_employed Bool)
(declare-const a_insured Bool)
(declare-const a_employer_complies Bool)
(declare-const a_language Int)
(declare-const a_has_left Bool)
(declare-const c_residence Int)
(assert (and (<= 0 a_language 4) (>= c_residence 0)))
(define-fun region_36 ((x_insured Bool) (x_language Int) (x_has_left Bool) (x_residence Int)) Bool (and (>= x_residence 24) (or (and (not x_insured) (>= x_language 3) (not x_has_left)) (and x_insured (= x_language 2) (not x_has_left)))))
(define-fun region_2 ((x_insured Bool) (x_language Int) (x_has_left Bool) (x_residence Int)) Bool (and (>= x_residence 24) x_insured (>= x_language 3) (not x_has_left)))
(assert (and (region_36 a_insured a_language a_has_left c_residence) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_2 a_insured (+ a_language 1) a_has_left c_residence))) (not (and (and a_employed a_employer_complies (not a_insured)) (region_2 true a_language a_has_left c_residence))) (not (and (not a_insured) (region_2 true a_language a_has_left c_residence)))))
(check-sat)
