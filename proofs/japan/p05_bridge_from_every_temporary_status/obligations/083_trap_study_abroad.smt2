; whoever is in the trap in abroad is still in it after study
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const a_left Bool)
(assert (<= 0 a_language 5))
(define-fun trap_abroad ((x_left Bool)) Bool x_left)
(assert (and (< a_language 5) (<= 0 (+ a_language 1) 5) (and (trap_abroad a_left) (not (trap_abroad a_left)))))
(check-sat)
