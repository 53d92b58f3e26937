; whoever is in the trap in student is still in it after graduate_in_care
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_ground Int)
(declare-const a_points Int)
(declare-const a_late_excused Bool)
(declare-const a_care_exam Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_ground 4) (<= 0 a_points 2) (>= c_time_in_status 0)))
(define-fun trap_student ((x_sector Int) (x_ground Int) (x_points Int) (x_late_excused Bool)) Bool (and (= x_sector 0) (= x_ground 0) (= x_points 0) (not x_late_excused)))
(assert (and (and (= a_sector 0) (not a_care_exam) (>= c_time_in_status 24)) (and (trap_student a_sector a_ground a_points a_late_excused) (not (trap_student a_sector a_ground a_points a_late_excused)))))
(check-sat)
