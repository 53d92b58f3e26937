; whoever is in region 4 (trainee) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_language 4) (>= c_residence 0)))
(define-fun region_4 ((x_insured Bool) (x_language Int) (x_residence Int)) Bool (and (>= x_residence 24) (or (and (not x_insured) (= x_language 2)) (and x_insured (= x_language 1)))))
(define-fun region_3 ((x_insured Bool) (x_language Int) (x_residence Int)) Bool (and (>= x_residence 24) (or (and (not x_insured) (>= x_language 3)) (and x_insured (= x_language 2)))))
(assert (and (region_4 a_insured a_language c_residence) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_3 a_insured (+ a_language 1) c_residence)))))
(check-sat)
