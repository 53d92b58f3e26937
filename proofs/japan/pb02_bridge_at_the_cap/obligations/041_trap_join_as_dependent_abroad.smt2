; whoever is in the trap in abroad is still in it after join_as_dependent
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_ground Int)
(declare-const a_left Bool)
(assert (<= 0 a_ground 4))
(define-fun trap_abroad ((x_left Bool)) Bool x_left)
(define-fun part_1.47 ((x_left Bool)) Bool (not x_left))
(define-fun trap_dependent ((x_left Bool)) Bool (not (part_1.47 x_left)))
(assert (and (or (= a_ground 2) (= a_ground 3)) (and (trap_abroad a_left) (not (trap_dependent a_left)))))
(check-sat)
