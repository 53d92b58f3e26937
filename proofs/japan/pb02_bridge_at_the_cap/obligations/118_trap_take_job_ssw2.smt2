; whoever is in the trap in ssw2 is still in it after take_job
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_left Bool)
(assert (<= 0 a_job 2))
(define-fun part_1.48 ((x_left Bool)) Bool (not x_left))
(define-fun trap_ssw2 ((x_left Bool)) Bool (not (part_1.48 x_left)))
(assert (and (= a_job 0) (<= 0 1 2) (and (trap_ssw2 a_left) (not (trap_ssw2 a_left)))))
(check-sat)
