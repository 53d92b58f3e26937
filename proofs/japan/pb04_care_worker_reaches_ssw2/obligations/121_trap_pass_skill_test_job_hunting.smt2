; whoever is in the trap in job_hunting is still in it after pass_skill_test
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_skill Int)
(declare-const a_supervised Bool)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_skill 3) (>= c_ssw1_time 0)))
(define-fun part_2.25 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) x_supervised))
(define-fun part_1.27 () Bool true)
(define-fun part_3.26 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) (not x_supervised) part_1.27))
(define-fun trap_job_hunting ((x_sector Int) (x_supervised Bool) (x_ssw1_time Int)) Bool (and (not (part_2.25 x_sector x_supervised)) (not (and (<= x_ssw1_time 59) (part_3.26 x_sector x_supervised)))))
(assert (and (< a_skill 2) (<= 0 (+ a_skill 1) 3) (and (trap_job_hunting a_sector a_supervised c_ssw1_time) (not (trap_job_hunting a_sector a_supervised c_ssw1_time)))))
(check-sat)
