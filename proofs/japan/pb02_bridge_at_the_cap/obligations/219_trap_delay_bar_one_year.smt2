; whoever is in the trap in bar_one_year is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_left Bool)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun part_1.0 ((x_left Bool)) Bool (not x_left))
(define-fun trap_bar_one_year ((x_left Bool) (x_time_in_status Int)) Bool (and (not (and (>= x_time_in_status 12) (part_1.0 x_left))) (not (and (<= x_time_in_status 12) (part_1.0 x_left)))))
(assert (and (=> true (<= (+ c_time_in_status 1) 12)) (and (trap_bar_one_year a_left c_time_in_status) (not (trap_bar_one_year a_left (+ c_time_in_status 1))))))
(check-sat)
