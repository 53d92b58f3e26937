; whoever is in region 4 (applicant) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(define-fun region_4 ((x_insured Bool)) Bool (not x_insured))
(define-fun goal_settled ((x_insured Bool)) Bool x_insured)
(define-fun region_3 ((x_insured Bool)) Bool (not x_insured))
(assert (and (region_4 a_insured) (not (or (goal_settled a_insured) (region_3 a_insured)))))
(check-sat)
