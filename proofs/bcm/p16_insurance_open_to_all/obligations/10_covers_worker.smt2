; everybody in worker whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(define-fun goal_worker ((x_insured Bool)) Bool x_insured)
(define-fun region_1 ((x_insured Bool)) Bool (not x_insured))
(assert (not (or (goal_worker a_insured) (region_1 a_insured))))
(check-sat)
