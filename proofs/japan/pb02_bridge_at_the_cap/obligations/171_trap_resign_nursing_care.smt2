; whoever is in the trap in nursing_care is still in it after resign
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_ground Int)
(declare-const a_points Int)
(declare-const a_late_excused Bool)
(declare-const a_job Int)
(declare-const a_left Bool)
(assert (and (<= 0 a_sector 1) (<= 0 a_ground 4) (<= 0 a_points 2) (<= 0 a_job 2)))
(define-fun part_2.5 ((x_left Bool)) Bool (not x_left))
(define-fun trap_nursing_care ((x_sector Int) (x_ground Int) (x_points Int) (x_late_excused Bool) (x_left Bool)) Bool (and (= x_sector 1) (= x_ground 0) (= x_points 0) (not x_late_excused) (not (part_2.5 x_left))))
(assert (and (not (= a_job 0)) (and (<= 0 0 2) (<= 0 0 1)) (and (trap_nursing_care a_sector a_ground a_points a_late_excused a_left) (not (trap_nursing_care a_sector a_ground a_points a_late_excused a_left)))))
(check-sat)
