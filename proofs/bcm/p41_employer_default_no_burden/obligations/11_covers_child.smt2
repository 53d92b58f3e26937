; everybody in child whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(declare-const a_employer_complies Bool)
(define-fun origin_child ((x_employer_complies Bool)) Bool (not x_employer_complies))
(define-fun goal_child ((x_insured Bool)) Bool x_insured)
(define-fun region_2 ((x_insured Bool)) Bool (not x_insured))
(assert (and (origin_child a_employer_complies) (not (or (goal_child a_insured) (region_2 a_insured)))))
(check-sat)
