; whoever is in the trap in engineer is still in it after leave
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_left Bool)
(define-fun part_1.49 ((x_left Bool)) Bool (not x_left))
(define-fun trap_engineer ((x_left Bool)) Bool (not (part_1.49 x_left)))
(define-fun trap_abroad ((x_left Bool)) Bool x_left)
(assert (and (<= 0 0 2) (and (trap_engineer a_left) (not (trap_abroad true)))))
(check-sat)
