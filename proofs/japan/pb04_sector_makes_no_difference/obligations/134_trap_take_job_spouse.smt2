; whoever is in the trap in spouse is still in it after take_job
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_ground Int)
(declare-const a_points Int)
(declare-const a_late_excused Bool)
(declare-const a_job Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_ground 4) (<= 0 a_points 2) (<= 0 a_job 2)))
(define-fun trap_spouse ((x_sector Int) (x_ground Int) (x_points Int) (x_late_excused Bool)) Bool (and (= x_sector 0) (= x_ground 0) (= x_points 0) (not x_late_excused)))
(assert (and (= a_job 0) (<= 0 1 2) (and (trap_spouse a_sector a_ground a_points a_late_excused) (not (trap_spouse a_sector a_ground a_points a_late_excused)))))
(check-sat)
