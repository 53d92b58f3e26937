; whoever is in the invariant in divorced is still in it after become_engineer
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_degree Bool)
(declare-const c_counted Int)
(assert (>= c_counted 0))
(declare-const any_granted Int)
(define-fun part_1.0 ((x_granted Int)) Bool (= x_granted 12))
(define-fun part_2.1 ((x_granted Int)) Bool (= x_granted 36))
(define-fun part_3.2 ((x_granted Int)) Bool (= x_granted 60))
(define-fun invariant_engineer ((x_granted Int) (x_time_in_status Int) (x_counted Int) (x_in_period Int)) Bool (and (not (and (>= x_time_in_status 60) (<= x_counted 59))) (not (and (>= x_time_in_status 48) (<= x_counted 59) (<= (+ x_counted 1) x_time_in_status) (<= x_in_period 12) (<= (+ x_in_period 48) x_time_in_status) (= x_granted 12))) (not (and (>= x_time_in_status 24) (<= x_counted 59) (<= (+ x_counted 1) x_time_in_status) (<= x_in_period 36) (<= (+ x_in_period 24) x_time_in_status) (= x_granted 36))) (not (and (>= x_time_in_status 1) (<= x_counted 59) (<= (+ x_counted 1) x_time_in_status) (<= x_in_period 60) (<= x_in_period x_time_in_status) (= x_granted 60))) (not (and (>= x_time_in_status 1) (>= x_in_period 9) (<= x_counted 59) (<= (+ x_counted 1) x_time_in_status) (part_1.0 x_granted))) (not (and (>= x_time_in_status 1) (>= x_in_period 33) (<= x_counted 59) (<= (+ x_counted 1) x_time_in_status) (part_2.1 x_granted))) (not (and (>= x_time_in_status 1) (>= x_in_period 57) (<= x_counted 59) (<= (+ x_counted 1) x_time_in_status) (part_3.2 x_granted))) (not (and (>= x_time_in_status 1) (<= x_counted 59) (<= (+ x_counted 1) x_time_in_status) (<= x_counted (+ x_in_period 50)) (<= x_in_period 12) (part_1.0 x_granted))) (not (and (>= x_time_in_status 1) (<= x_counted 59) (<= (+ x_counted 1) x_time_in_status) (<= x_counted (+ x_in_period 26)) (<= x_in_period 36) (part_2.1 x_granted))) (not (and (>= x_time_in_status 1) (<= x_counted 59) (<= (+ x_counted 1) x_time_in_status) (<= x_counted (+ x_in_period 2)) (<= x_in_period 60) (part_3.2 x_granted)))))
(assert (and a_degree (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (and (<= 0 2 2) (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (>= 0 0)) (not (invariant_engineer any_granted 0 c_counted 0))))
(check-sat)
