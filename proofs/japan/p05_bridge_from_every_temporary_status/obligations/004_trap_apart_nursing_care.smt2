; nobody in nursing_care is both in the trap and at the goal
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_left Bool)
(define-fun part_1.51 ((x_left Bool)) Bool (not x_left))
(define-fun trap_nursing_care ((x_left Bool)) Bool (not (part_1.51 x_left)))
(define-fun goal_nursing_care ((x_left Bool)) Bool (not x_left))
(assert (and (trap_nursing_care a_left) (goal_nursing_care a_left)))
(check-sat)
