; whoever is in region 24 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_salary_high Bool)
(declare-const a_qualification Int)
(assert (<= 0 a_qualification 2))
(define-fun region_24 ((x_salary_high Bool) (x_qualification Int)) Bool (and (not x_salary_high) (<= x_qualification 1)))
(define-fun region_23 ((x_salary_high Bool) (x_qualification Int)) Bool (and (not x_salary_high) (<= x_qualification 1)))
(assert (and (region_24 a_salary_high a_qualification) (not (region_23 a_salary_high a_qualification))))
(check-sat)
