; whoever is in the trap in divorced is still in it after sentence
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_degree Bool)
(declare-const a_record Int)
(declare-const a_left Bool)
(assert (<= 0 a_record 2))
(define-fun part_1.53 ((x_left Bool)) Bool (not x_left))
(define-fun trap_divorced ((x_degree Bool) (x_left Bool)) Bool (not (and x_degree (part_1.53 x_left))))
(assert (and (not (= a_record 0)) (<= 0 0 2) (and (trap_divorced a_degree a_left) (not (trap_divorced a_degree a_left)))))
(check-sat)
