; whoever is in region 5 (family) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(define-fun region_5 ((x_insured Bool)) Bool (not x_insured))
(define-fun goal_family ((x_insured Bool)) Bool x_insured)
(assert (and (region_5 a_insured) (not (and (not a_insured) (goal_family true)))))
(check-sat)
