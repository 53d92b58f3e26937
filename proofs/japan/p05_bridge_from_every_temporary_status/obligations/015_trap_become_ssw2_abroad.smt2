; whoever is in the trap in abroad is still in it after become_ssw2
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_skill Int)
(declare-const a_supervised Bool)
(declare-const a_left Bool)
(assert (and (<= 0 a_sector 1) (<= 0 a_skill 3)))
(define-fun trap_abroad ((x_left Bool)) Bool x_left)
(define-fun part_1.48 ((x_left Bool)) Bool (not x_left))
(define-fun trap_ssw2 ((x_left Bool)) Bool (not (part_1.48 x_left)))
(assert (and (and (= a_sector 1) (= a_skill 3) a_supervised) (and (<= 0 1 2) (or (= 12 12) (= 12 36) (= 12 60)) (>= 0 0)) (and (trap_abroad a_left) (not (trap_ssw2 a_left)))))
(check-sat)
