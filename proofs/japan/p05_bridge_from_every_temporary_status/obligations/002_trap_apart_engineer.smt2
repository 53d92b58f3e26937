; nobody in engineer is both in the trap and at the goal
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_left Bool)
(define-fun part_1.49 ((x_left Bool)) Bool (not x_left))
(define-fun trap_engineer ((x_left Bool)) Bool (not (part_1.49 x_left)))
(define-fun goal_engineer ((x_left Bool)) Bool (not x_left))
(assert (and (trap_engineer a_left) (goal_engineer a_left)))
(check-sat)
