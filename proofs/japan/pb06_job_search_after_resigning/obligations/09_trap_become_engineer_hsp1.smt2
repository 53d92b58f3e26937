; whoever is in the trap in hsp1 is still in it after become_engineer
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_degree Bool)
(declare-const a_job Int)
(declare-const a_cause Int)
(assert (and (<= 0 a_job 2) (<= 0 a_cause 1)))
(declare-const any_granted Int)
(define-fun part_1.1 ((x_job Int) (x_cause Int)) Bool (and (= x_job 0) (= x_cause 1)))
(define-fun trap_hsp1 ((x_job Int) (x_cause Int)) Bool (not (part_1.1 x_job x_cause)))
(define-fun part_1.0 ((x_job Int) (x_cause Int)) Bool (and (= x_job 0) (= x_cause 1)))
(define-fun trap_engineer ((x_job Int) (x_cause Int)) Bool (not (part_1.0 x_job x_cause)))
(assert (and a_degree (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (and (<= 0 2 2) (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (>= 0 0)) (and (trap_hsp1 a_job a_cause) (not (trap_engineer 2 a_cause)))))
(check-sat)
