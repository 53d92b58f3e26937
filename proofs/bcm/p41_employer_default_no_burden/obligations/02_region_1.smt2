; whoever is in region 1 (worker) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(define-fun region_1 ((x_insured Bool)) Bool (not x_insured))
(define-fun goal_worker ((x_insured Bool)) Bool x_insured)
(assert (and (region_1 a_insured) (not (and (not a_insured) (goal_worker true)))))
(check-sat)
