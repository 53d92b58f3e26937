; whoever is in the trap in bar_five_years is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_left Bool)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun part_1.1 ((x_left Bool)) Bool (not x_left))
(define-fun trap_bar_five_years ((x_left Bool) (x_time_in_status Int)) Bool (and (not (and (>= x_time_in_status 60) (part_1.1 x_left))) (not (and (<= x_time_in_status 60) (part_1.1 x_left)))))
(assert (and (=> true (<= (+ c_time_in_status 1) 60)) (and (trap_bar_five_years a_left c_time_in_status) (not (trap_bar_five_years a_left (+ c_time_in_status 1))))))
(check-sat)
