; whoever is in the trap in hsp1 is still in it after dismissed
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_left Bool)
(assert (<= 0 a_job 2))
(define-fun part_1.50 ((x_left Bool)) Bool (not x_left))
(define-fun trap_hsp1 ((x_left Bool)) Bool (not (part_1.50 x_left)))
(assert (and (not (= a_job 0)) (and (<= 0 0 2) (<= 0 1 1)) (and (trap_hsp1 a_left) (not (trap_hsp1 a_left)))))
(check-sat)
