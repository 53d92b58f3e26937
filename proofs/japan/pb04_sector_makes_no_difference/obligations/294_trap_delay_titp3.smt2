; whoever is in the trap in titp3 is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_supervised Bool)
(declare-const c_time_in_status Int)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (>= c_time_in_status 0) (>= c_ssw1_time 0)))
(define-fun part_2.16 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) x_supervised))
(define-fun part_1.18 () Bool true)
(define-fun part_3.17 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) (not x_supervised) part_1.18))
(define-fun trap_titp3 ((x_sector Int) (x_supervised Bool) (x_ssw1_time Int)) Bool (and (not (part_2.16 x_sector x_supervised)) (not (and (<= x_ssw1_time 59) (part_3.17 x_sector x_supervised)))))
(assert (and (=> true (<= (+ c_time_in_status 1) 24)) (and (trap_titp3 a_sector a_supervised c_ssw1_time) (not (trap_titp3 a_sector a_supervised c_ssw1_time)))))
(check-sat)
