; whoever is in the trap in ssw1 is still in it after fail_narrowly
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_supervised Bool)
(declare-const a_near_pass Bool)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (>= c_ssw1_time 0)))
(define-fun part_2.19 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) x_supervised))
(define-fun part_1.21 () Bool true)
(define-fun part_3.20 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) (not x_supervised) part_1.21))
(define-fun trap_ssw1 ((x_sector Int) (x_supervised Bool) (x_near_pass Bool) (x_ssw1_time Int)) Bool (and (not (part_2.19 x_sector x_supervised)) (not (and (>= x_ssw1_time 24) (part_3.20 x_sector x_supervised))) (not (and (<= x_ssw1_time 72) (= x_sector 1) (not x_supervised) x_near_pass part_1.21)) (not (and (<= x_ssw1_time 60) (= x_sector 1) (not x_supervised) (not x_near_pass) part_1.21))))
(assert (and (and (not a_near_pass) (<= c_ssw1_time 57)) (and (trap_ssw1 a_sector a_supervised a_near_pass c_ssw1_time) (not (trap_ssw1 a_sector a_supervised true c_ssw1_time)))))
(check-sat)
