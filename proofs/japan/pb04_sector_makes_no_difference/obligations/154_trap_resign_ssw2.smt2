; whoever is in the trap in ssw2 is still in it after resign
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(assert (<= 0 a_job 2))
(define-fun part_1.37 () Bool true)
(define-fun trap_ssw2 () Bool (not part_1.37))
(assert (and (not (= a_job 0)) (and (<= 0 0 2) (<= 0 0 1)) (and trap_ssw2 (not trap_ssw2))))
(check-sat)
