; whoever is in the trap in bar_one_year is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_supervised Bool)
(declare-const c_time_in_status Int)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (>= c_time_in_status 0) (>= c_ssw1_time 0)))
(define-fun part_2.1 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) x_supervised))
(define-fun part_1.3 () Bool true)
(define-fun part_3.2 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) (not x_supervised) part_1.3))
(define-fun trap_bar_one_year ((x_sector Int) (x_supervised Bool) (x_time_in_status Int) (x_ssw1_time Int)) Bool (and (not (and (>= x_time_in_status 12) (part_2.1 x_sector x_supervised))) (not (and (<= x_time_in_status 12) (part_2.1 x_sector x_supervised))) (not (and (>= x_time_in_status 12) (<= x_ssw1_time 59) (part_3.2 x_sector x_supervised))) (not (and (<= x_time_in_status 12) (<= x_ssw1_time 59) (part_3.2 x_sector x_supervised)))))
(assert (and (=> true (<= (+ c_time_in_status 1) 12)) (and (trap_bar_one_year a_sector a_supervised c_time_in_status c_ssw1_time) (not (trap_bar_one_year a_sector a_supervised (+ c_time_in_status 1) c_ssw1_time)))))
(check-sat)
