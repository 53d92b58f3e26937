; whoever is in the trap in ssw2 is still in it after minor_offence
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_record Int)
(assert (<= 0 a_record 2))
(define-fun part_1.37 () Bool true)
(define-fun trap_ssw2 () Bool (not part_1.37))
(assert (and (= a_record 2) (<= 0 1 2) (and trap_ssw2 (not trap_ssw2))))
(check-sat)
