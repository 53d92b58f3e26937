; whoever is in the trap in nursing_care is still in it after sentence
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_cause Int)
(declare-const a_record Int)
(assert (and (<= 0 a_job 2) (<= 0 a_cause 1) (<= 0 a_record 2)))
(define-fun part_1.2 ((x_job Int) (x_cause Int)) Bool (and (= x_job 0) (= x_cause 1)))
(define-fun trap_nursing_care ((x_job Int) (x_cause Int)) Bool (not (part_1.2 x_job x_cause)))
(assert (and (not (= a_record 0)) (<= 0 0 2) (and (trap_nursing_care a_job a_cause) (not (trap_nursing_care a_job a_cause)))))
(check-sat)
