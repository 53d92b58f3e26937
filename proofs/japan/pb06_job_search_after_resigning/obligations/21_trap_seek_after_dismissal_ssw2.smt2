; whoever is in the trap in ssw2 is still in it after seek_after_dismissal
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_cause Int)
(assert (and (<= 0 a_job 2) (<= 0 a_cause 1)))
(define-fun trap_ssw2 ((x_job Int) (x_cause Int)) Bool (not (and (= x_job 0) (= x_cause 1))))
(assert (and (and (= a_job 0) (= a_cause 1)) (trap_ssw2 a_job a_cause)))
(check-sat)
