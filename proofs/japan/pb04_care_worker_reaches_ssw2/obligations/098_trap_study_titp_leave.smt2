; whoever is in the trap in titp_leave is still in it after study
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_language Int)
(declare-const a_supervised Bool)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_language 5) (>= c_ssw1_time 0)))
(define-fun part_2.13 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) x_supervised))
(define-fun part_1.15 () Bool true)
(define-fun part_3.14 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) (not x_supervised) part_1.15))
(define-fun trap_titp_leave ((x_sector Int) (x_supervised Bool) (x_ssw1_time Int)) Bool (and (not (part_2.13 x_sector x_supervised)) (not (and (<= x_ssw1_time 59) (part_3.14 x_sector x_supervised)))))
(assert (and (< a_language 5) (<= 0 (+ a_language 1) 5) (and (trap_titp_leave a_sector a_supervised c_ssw1_time) (not (trap_titp_leave a_sector a_supervised c_ssw1_time)))))
(check-sat)
