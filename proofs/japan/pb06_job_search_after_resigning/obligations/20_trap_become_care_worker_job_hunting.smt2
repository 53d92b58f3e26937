; whoever is in the trap in job_hunting is still in it after become_care_worker
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_care_exam Bool)
(declare-const a_cause Int)
(assert (<= 0 a_cause 1))
(declare-const any_granted Int)
(define-fun part_1.2 ((x_job Int) (x_cause Int)) Bool (and (= x_job 0) (= x_cause 1)))
(define-fun trap_nursing_care ((x_job Int) (x_cause Int)) Bool (not (part_1.2 x_job x_cause)))
(assert (and a_care_exam (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (and (<= 0 1 2) (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (>= 0 0)) (not (trap_nursing_care 1 a_cause))))
(check-sat)
