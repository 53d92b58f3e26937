; whoever is in the trap in ssw1 is still in it after become_ssw2
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_skill Int)
(declare-const a_supervised Bool)
(declare-const a_cause Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_skill 3) (<= 0 a_cause 1)))
(define-fun trap_ssw2 ((x_job Int) (x_cause Int)) Bool (not (and (= x_job 0) (= x_cause 1))))
(assert (and (and (= a_sector 1) (= a_skill 3) a_supervised) (and (<= 0 1 2) (or (= 12 12) (= 12 36) (= 12 60)) (>= 0 0)) (not (trap_ssw2 1 a_cause))))
(check-sat)
