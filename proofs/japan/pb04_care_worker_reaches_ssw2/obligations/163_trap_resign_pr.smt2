; whoever is in the trap in pr is still in it after resign
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_supervised Bool)
(declare-const a_job Int)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_job 2) (>= c_ssw1_time 0)))
(define-fun part_2.62 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) x_supervised))
(define-fun part_1.64 () Bool true)
(define-fun part_3.63 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) (not x_supervised) part_1.64))
(define-fun trap_pr ((x_sector Int) (x_supervised Bool) (x_ssw1_time Int)) Bool (and (not (part_2.62 x_sector x_supervised)) (not (and (<= x_ssw1_time 59) (part_3.63 x_sector x_supervised)))))
(assert (and (not (= a_job 0)) (and (<= 0 0 2) (<= 0 0 1)) (and (trap_pr a_sector a_supervised c_ssw1_time) (not (trap_pr a_sector a_supervised c_ssw1_time)))))
(check-sat)
