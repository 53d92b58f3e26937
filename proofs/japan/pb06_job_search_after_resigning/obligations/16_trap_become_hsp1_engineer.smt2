; whoever is in the trap in engineer is still in it after become_hsp1
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_points Int)
(declare-const a_degree Bool)
(declare-const a_job Int)
(declare-const a_cause Int)
(assert (and (<= 0 a_points 2) (<= 0 a_job 2) (<= 0 a_cause 1)))
(define-fun part_1.0 ((x_job Int) (x_cause Int)) Bool (and (= x_job 0) (= x_cause 1)))
(define-fun trap_engineer ((x_job Int) (x_cause Int)) Bool (not (part_1.0 x_job x_cause)))
(define-fun part_1.1 ((x_job Int) (x_cause Int)) Bool (and (= x_job 0) (= x_cause 1)))
(define-fun trap_hsp1 ((x_job Int) (x_cause Int)) Bool (not (part_1.1 x_job x_cause)))
(assert (and (and a_degree (>= a_points 1)) (and (<= 0 2 2) (or (= 60 12) (= 60 36) (= 60 60)) (>= 0 0)) (and (trap_engineer a_job a_cause) (not (trap_hsp1 2 a_cause)))))
(check-sat)
