; whoever is in region 2 (worker) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_employed Bool)
(declare-const a_taxes_paid Bool)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_ties Int)
(declare-const c_residence Int)
(declare-const c_steady Int)
(assert (and (<= 0 a_language 4) (<= 0 a_ties 2) (>= c_residence 0) (>= c_steady 0)))
(define-fun region_2 ((x_insured Bool) (x_language Int) (x_residence Int)) Bool (and (>= x_residence 24) x_insured (>= x_language 3)))
(assert (and (region_2 a_insured a_language c_residence) (not (and (>= (+ (ite (and a_employed a_taxes_paid (>= c_steady 12)) 1 0) (ite a_insured 1 0) (ite (>= a_language 3) 1 0) (ite (and (>= a_ties 1) (>= c_residence 60)) 1 0)) 2) (>= c_residence 24)))))
(check-sat)
