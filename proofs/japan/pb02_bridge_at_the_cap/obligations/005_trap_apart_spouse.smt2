; nobody in spouse is both in the trap and at the goal
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_left Bool)
(define-fun part_1.52 ((x_left Bool)) Bool (not x_left))
(define-fun trap_spouse ((x_left Bool)) Bool (not (part_1.52 x_left)))
(define-fun goal_spouse ((x_left Bool)) Bool (not x_left))
(assert (and (trap_spouse a_left) (goal_spouse a_left)))
(check-sat)
