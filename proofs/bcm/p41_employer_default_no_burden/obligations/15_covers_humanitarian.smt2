; everybody in humanitarian whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(declare-const a_employer_complies Bool)
(define-fun origin_humanitarian ((x_employer_complies Bool)) Bool (not x_employer_complies))
(define-fun goal_humanitarian ((x_insured Bool)) Bool x_insured)
(define-fun region_7 ((x_insured Bool)) Bool (not x_insured))
(assert (and (origin_humanitarian a_employer_complies) (not (or (goal_humanitarian a_insured) (region_7 a_insured)))))
(check-sat)
