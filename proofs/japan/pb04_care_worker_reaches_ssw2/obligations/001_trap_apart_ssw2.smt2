; nobody in ssw2 is both in the trap and at the goal
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(define-fun part_1.37 () Bool true)
(define-fun trap_ssw2 () Bool (not part_1.37))
(assert trap_ssw2)
(check-sat)
