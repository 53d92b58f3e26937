; whoever is in the trap in dependent is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_supervised Bool)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (>= c_ssw1_time 0)))
(define-fun part_2.31 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) x_supervised))
(define-fun part_1.33 () Bool true)
(define-fun part_3.32 ((x_sector Int) (x_supervised Bool)) Bool (and (= x_sector 1) (not x_supervised) part_1.33))
(define-fun trap_dependent ((x_sector Int) (x_supervised Bool) (x_ssw1_time Int)) Bool (and (not (part_2.31 x_sector x_supervised)) (not (and (<= x_ssw1_time 59) (part_3.32 x_sector x_supervised)))))
(assert (and (trap_dependent a_sector a_supervised c_ssw1_time) (not (trap_dependent a_sector a_supervised c_ssw1_time))))
(check-sat)
