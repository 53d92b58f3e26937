; whoever is in the trap in divorced is still in it after become_engineer
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_degree Bool)
(declare-const a_left Bool)
(declare-const any_granted Int)
(define-fun part_1.53 ((x_left Bool)) Bool (not x_left))
(define-fun trap_divorced ((x_degree Bool) (x_left Bool)) Bool (not (and x_degree (part_1.53 x_left))))
(define-fun part_1.49 ((x_left Bool)) Bool (not x_left))
(define-fun trap_engineer ((x_left Bool)) Bool (not (part_1.49 x_left)))
(assert (and a_degree (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (and (<= 0 2 2) (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (>= 0 0)) (and (trap_divorced a_degree a_left) (not (trap_engineer a_left)))))
(check-sat)
