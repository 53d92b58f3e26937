; whoever is in the trap in dependent is still in it after pay_arrears
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_dues Int)
(declare-const a_left Bool)
(assert (<= 0 a_dues 2))
(define-fun part_1.47 ((x_left Bool)) Bool (not x_left))
(define-fun trap_dependent ((x_left Bool)) Bool (not (part_1.47 x_left)))
(assert (and (= a_dues 0) (<= 0 1 2) (and (trap_dependent a_left) (not (trap_dependent a_left)))))
(check-sat)
