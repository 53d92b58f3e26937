; whoever is in the trap in nursing_care is still in it after minor_offence
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_ground Int)
(declare-const a_points Int)
(declare-const a_late_excused Bool)
(declare-const a_record Int)
(declare-const a_dues Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_ground 4) (<= 0 a_points 2) (<= 0 a_record 2) (<= 0 a_dues 2)))
(define-fun part_1.9 ((x_record Int) (x_dues Int)) Bool (and (= x_record 2) (= x_dues 2)))
(define-fun trap_nursing_care ((x_sector Int) (x_ground Int) (x_points Int) (x_late_excused Bool) (x_record Int) (x_dues Int)) Bool (and (= x_sector 0) (= x_ground 0) (= x_points 0) (not x_late_excused) (not (part_1.9 x_record x_dues))))
(assert (and (= a_record 2) (<= 0 1 2) (and (trap_nursing_care a_sector a_ground a_points a_late_excused a_record a_dues) (not (trap_nursing_care a_sector a_ground a_points a_late_excused 1 a_dues)))))
(check-sat)
