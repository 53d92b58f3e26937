; whoever is in the trap in spouse is still in it after sentence
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_record Int)
(declare-const a_left Bool)
(assert (<= 0 a_record 2))
(define-fun part_1.52 ((x_left Bool)) Bool (not x_left))
(define-fun trap_spouse ((x_left Bool)) Bool (not (part_1.52 x_left)))
(assert (and (not (= a_record 0)) (<= 0 0 2) (and (trap_spouse a_left) (not (trap_spouse a_left)))))
(check-sat)
