; whoever is in the trap in abroad is still in it after become_hsp1
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_points Int)
(declare-const a_degree Bool)
(declare-const a_left Bool)
(assert (<= 0 a_points 2))
(define-fun trap_abroad ((x_left Bool)) Bool x_left)
(define-fun part_1.50 ((x_left Bool)) Bool (not x_left))
(define-fun trap_hsp1 ((x_left Bool)) Bool (not (part_1.50 x_left)))
(assert (and (and a_degree (>= a_points 1)) (and (<= 0 2 2) (or (= 60 12) (= 60 36) (= 60 60)) (>= 0 0)) (and (trap_abroad a_left) (not (trap_hsp1 a_left)))))
(check-sat)
