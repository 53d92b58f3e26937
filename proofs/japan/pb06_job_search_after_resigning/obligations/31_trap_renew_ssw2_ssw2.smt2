; whoever is in the trap in ssw2 is still in it after renew_ssw2
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_cause Int)
(declare-const a_granted Int)
(declare-const c_in_period Int)
(assert (and (<= 0 a_job 2) (<= 0 a_cause 1) (or (= a_granted 12) (= a_granted 36) (= a_granted 60)) (>= c_in_period 0)))
(define-fun trap_ssw2 ((x_job Int) (x_cause Int)) Bool (not (and (= x_job 0) (= x_cause 1))))
(assert (and (and (>= c_in_period (+ a_granted (- 3))) (not (= a_job 0))) (and (or (= 36 12) (= 36 36) (= 36 60)) (>= 0 0)) (and (trap_ssw2 a_job a_cause) (not (trap_ssw2 a_job a_cause)))))
(check-sat)
