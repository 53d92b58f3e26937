; whoever is in region 5 (trainee) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_language 4) (>= c_residence 0)))
(define-fun region_5 ((x_insured Bool) (x_language Int) (x_residence Int)) Bool (and (>= x_residence 24) (or (and (not x_insured) (>= x_language 3)) (and x_insured (= x_language 2)))))
(define-fun region_0 ((x_insured Bool) (x_language Int) (x_residence Int)) Bool (and (>= x_residence 24) x_insured (>= x_language 3)))
(assert (and (region_5 a_insured a_language c_residence) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_0 a_insured (+ a_language 1) c_residence))) (not (and (not a_insured) (region_0 true a_language c_residence)))))
(check-sat)
