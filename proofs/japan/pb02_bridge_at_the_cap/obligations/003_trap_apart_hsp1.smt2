; nobody in hsp1 is both in the trap and at the goal
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_left Bool)
(define-fun part_1.50 ((x_left Bool)) Bool (not x_left))
(define-fun trap_hsp1 ((x_left Bool)) Bool (not (part_1.50 x_left)))
(define-fun goal_hsp1 ((x_left Bool)) Bool (not x_left))
(assert (and (trap_hsp1 a_left) (goal_hsp1 a_left)))
(check-sat)
