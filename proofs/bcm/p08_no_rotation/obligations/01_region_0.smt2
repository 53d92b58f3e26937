; whoever is in region 0 (trainee) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_employed Bool)
(declare-const a_taxes_paid Bool)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_ties Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_language 4) (<= 0 a_ties 2) (>= c_residence 0)))
(define-fun part_1.3 ((x_insured Bool) (x_language Int) (x_ties Int)) Bool (or (and (not x_insured) (>= x_language 3) (>= x_ties 1)) (and x_insured (or (and (<= x_language 2) (>= x_ties 1)) (>= x_language 3)))))
(define-fun region_0 ((x_employed Bool) (x_taxes_paid Bool) (x_insured Bool) (x_language Int) (x_ties Int) (x_residence Int)) Bool (and (>= x_residence 96) (or (and (not x_employed) (or (and (not x_insured) (>= x_language 3) (>= x_ties 1)) (and x_insured (or (and (<= x_language 2) (>= x_ties 1)) (>= x_language 3))))) (and x_employed (or (and (not x_taxes_paid) (part_1.3 x_insured x_language x_ties)) (and x_taxes_paid (or (and (not x_insured) (or (and (<= x_language 2) (>= x_ties 1)) (>= x_language 3))) x_insured)))))))
(assert (and (region_0 a_employed a_taxes_paid a_insured a_language a_ties c_residence) (not (and (>= (+ (ite (and a_employed a_taxes_paid) 1 0) (ite a_insured 1 0) (ite (>= a_language 3) 1 0) (ite (>= a_ties 1) 1 0)) 2) (>= c_residence 96)))))
(check-sat)
