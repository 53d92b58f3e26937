; whoever is in the trap in abroad is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_left Bool)
(define-fun trap_abroad ((x_left Bool)) Bool x_left)
(assert (and (trap_abroad a_left) (not (trap_abroad a_left))))
(check-sat)
