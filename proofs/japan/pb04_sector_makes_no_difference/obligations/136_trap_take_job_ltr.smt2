; whoever is in the trap in ltr is still in it after take_job
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_supervised Bool)
(declare-const a_job Int)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_job 2) (>= c_ssw1_time 0)))
(define-fun part_2.56 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) x_supervised))
(define-fun part_1.58 () Bool true)
(define-fun part_3.57 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) (not x_supervised) part_1.58))
(define-fun trap_ltr ((x_sector Int) (x_supervised Bool) (x_ssw1_time Int)) Bool (and (not (part_2.56 x_sector x_supervised)) (not (and (<= x_ssw1_time 59) (part_3.57 x_sector x_supervised)))))
(assert (and (= a_job 0) (<= 0 1 2) (and (trap_ltr a_sector a_supervised c_ssw1_time) (not (trap_ltr a_sector a_supervised c_ssw1_time)))))
(check-sat)
