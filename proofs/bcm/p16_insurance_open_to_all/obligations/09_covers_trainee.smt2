; everybody in trainee whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(define-fun goal_trainee ((x_insured Bool)) Bool x_insured)
(define-fun region_0 ((x_insured Bool)) Bool (not x_insured))
(assert (not (or (goal_trainee a_insured) (region_0 a_insured))))
(check-sat)
