; whoever is in the trap in abroad is still in it after pass_skill_test
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_skill Int)
(declare-const a_left Bool)
(assert (<= 0 a_skill 3))
(define-fun trap_abroad ((x_left Bool)) Bool x_left)
(assert (and (< a_skill 2) (<= 0 (+ a_skill 1) 3) (and (trap_abroad a_left) (not (trap_abroad a_left)))))
(check-sat)
