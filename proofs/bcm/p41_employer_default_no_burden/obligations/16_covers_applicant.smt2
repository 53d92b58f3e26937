; everybody in applicant whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(declare-const a_employer_complies Bool)
(define-fun origin_applicant ((x_employer_complies Bool)) Bool (not x_employer_complies))
(define-fun goal_applicant ((x_insured Bool)) Bool x_insured)
(define-fun region_4 ((x_insured Bool)) Bool (not x_insured))
(assert (and (origin_applicant a_employer_complies) (not (or (goal_applicant a_insured) (region_4 a_insured)))))
(check-sat)
