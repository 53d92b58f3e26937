; whoever is in the trap in ltr is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_ground Int)
(declare-const a_points Int)
(declare-const a_late_excused Bool)
(declare-const a_granted Int)
(declare-const c_in_period Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_ground 4) (<= 0 a_points 2) (or (= a_granted 12) (= a_granted 36) (= a_granted 60)) (>= c_in_period 0)))
(define-fun trap_ltr ((x_sector Int) (x_ground Int) (x_points Int) (x_late_excused Bool)) Bool (and (= x_sector 1) (= x_ground 0) (= x_points 0) (not x_late_excused)))
(assert (and (=> true (<= (+ c_in_period 1) a_granted)) (and (trap_ltr a_sector a_ground a_points a_late_excused) (not (trap_ltr a_sector a_ground a_points a_late_excused)))))
(check-sat)
