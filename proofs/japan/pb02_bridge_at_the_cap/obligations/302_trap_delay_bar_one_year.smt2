; whoever is in the trap in bar_one_year is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_ground Int)
(declare-const a_points Int)
(declare-const a_late_excused Bool)
(declare-const a_left Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_ground 4) (<= 0 a_points 2) (>= c_time_in_status 0)))
(define-fun part_2.26 ((x_left Bool)) Bool (not x_left))
(define-fun trap_bar_one_year ((x_sector Int) (x_ground Int) (x_points Int) (x_late_excused Bool) (x_left Bool) (x_time_in_status Int)) Bool (and (= x_sector 1) (= x_ground 0) (= x_points 0) (not x_late_excused) (not (and (>= x_time_in_status 12) (part_2.26 x_left))) (not (and (<= x_time_in_status 12) (part_2.26 x_left)))))
(assert (and (=> true (<= (+ c_time_in_status 1) 12)) (and (trap_bar_one_year a_sector a_ground a_points a_late_excused a_left c_time_in_status) (not (trap_bar_one_year a_sector a_ground a_points a_late_excused a_left (+ c_time_in_status 1))))))
(check-sat)
