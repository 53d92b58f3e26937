; whoever is in the trap in engineer is still in it after become_spouse
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_ground Int)
(declare-const a_divorce Int)
(declare-const a_left Bool)
(assert (and (<= 0 a_ground 4) (<= 0 a_divorce 2)))
(declare-const any_granted Int)
(define-fun part_1.49 ((x_left Bool)) Bool (not x_left))
(define-fun trap_engineer ((x_left Bool)) Bool (not (part_1.49 x_left)))
(define-fun part_1.52 ((x_left Bool)) Bool (not x_left))
(define-fun trap_spouse ((x_left Bool)) Bool (not (part_1.52 x_left)))
(assert (and (and (= a_ground 1) (= a_divorce 0)) (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (and (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (>= 0 0)) (and (trap_engineer a_left) (not (trap_spouse a_left)))))
(check-sat)
