; everybody in settled whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(declare-const a_employer_complies Bool)
(define-fun origin_settled ((x_employer_complies Bool)) Bool (not x_employer_complies))
(define-fun goal_settled ((x_insured Bool)) Bool x_insured)
(define-fun region_3 ((x_insured Bool)) Bool (not x_insured))
(assert (and (origin_settled a_employer_complies) (not (or (goal_settled a_insured) (region_3 a_insured)))))
(check-sat)
