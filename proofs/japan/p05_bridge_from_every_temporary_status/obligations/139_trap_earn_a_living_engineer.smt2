; whoever is in the trap in engineer is still in it after earn_a_living
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_livelihood Bool)
(declare-const a_left Bool)
(assert (<= 0 a_job 2))
(define-fun part_1.49 ((x_left Bool)) Bool (not x_left))
(define-fun trap_engineer ((x_left Bool)) Bool (not (part_1.49 x_left)))
(assert (and (and (not (= a_job 0)) (not a_livelihood)) (and (trap_engineer a_left) (not (trap_engineer a_left)))))
(check-sat)
