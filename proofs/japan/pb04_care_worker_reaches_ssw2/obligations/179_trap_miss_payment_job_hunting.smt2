; whoever is in the trap in job_hunting is still in it after miss_payment
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_supervised Bool)
(declare-const a_dues Int)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_dues 2) (>= c_ssw1_time 0)))
(define-fun part_2.25 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) x_supervised))
(define-fun part_1.27 () Bool true)
(define-fun part_3.26 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) (not x_supervised) part_1.27))
(define-fun trap_job_hunting ((x_sector Int) (x_supervised Bool) (x_ssw1_time Int)) Bool (and (not (part_2.25 x_sector x_supervised)) (not (and (<= x_ssw1_time 59) (part_3.26 x_sector x_supervised)))))
(assert (and (not (= a_dues 0)) (<= 0 0 2) (and (trap_job_hunting a_sector a_supervised c_ssw1_time) (not (trap_job_hunting a_sector a_supervised c_ssw1_time)))))
(check-sat)
