; whoever is in the trap in hsp1 is still in it after minor_offence
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_record Int)
(declare-const a_left Bool)
(assert (<= 0 a_record 2))
(define-fun part_1.50 ((x_left Bool)) Bool (not x_left))
(define-fun trap_hsp1 ((x_left Bool)) Bool (not (part_1.50 x_left)))
(assert (and (= a_record 2) (<= 0 1 2) (and (trap_hsp1 a_left) (not (trap_hsp1 a_left)))))
(check-sat)
