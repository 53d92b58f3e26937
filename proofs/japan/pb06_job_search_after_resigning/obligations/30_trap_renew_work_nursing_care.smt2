; whoever is in the trap in nursing_care is still in it after renew_work
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_cause Int)
(declare-const a_granted Int)
(declare-const c_in_period Int)
(assert (and (<= 0 a_job 2) (<= 0 a_cause 1) (or (= a_granted 12) (= a_granted 36) (= a_granted 60)) (>= c_in_period 0)))
(declare-const any_granted Int)
(define-fun part_1.2 ((x_job Int) (x_cause Int)) Bool (and (= x_job 0) (= x_cause 1)))
(define-fun trap_nursing_care ((x_job Int) (x_cause Int)) Bool (not (part_1.2 x_job x_cause)))
(assert (and (and (>= c_in_period (+ a_granted (- 3))) (not (= a_job 0))) (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (and (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (>= 0 0)) (and (trap_nursing_care a_job a_cause) (not (trap_nursing_care a_job a_cause)))))
(check-sat)
