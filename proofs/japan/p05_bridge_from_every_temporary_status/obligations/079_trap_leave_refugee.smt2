; whoever is in the trap in refugee is still in it after leave
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(define-fun trap_abroad ((x_left Bool)) Bool x_left)
(assert (and (<= 0 0 2) (not (trap_abroad true))))
(check-sat)
