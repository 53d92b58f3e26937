; whoever is in the trap in dependent is still in it after leave
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_left Bool)
(define-fun part_1.47 ((x_left Bool)) Bool (not x_left))
(define-fun trap_dependent ((x_left Bool)) Bool (not (part_1.47 x_left)))
(define-fun trap_abroad ((x_left Bool)) Bool x_left)
(assert (and (<= 0 0 2) (and (trap_dependent a_left) (not (trap_abroad true)))))
(check-sat)
