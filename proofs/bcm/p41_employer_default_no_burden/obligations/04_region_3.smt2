; whoever is in region 3 (settled) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(define-fun region_3 ((x_insured Bool)) Bool (not x_insured))
(define-fun goal_settled ((x_insured Bool)) Bool x_insured)
(assert (and (region_3 a_insured) (not (and (not a_insured) (goal_settled true)))))
(check-sat)
