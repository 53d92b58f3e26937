; whoever is in the trap in student is still in it after become_engineer
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_ground Int)
(declare-const a_points Int)
(declare-const a_late_excused Bool)
(declare-const a_degree Bool)
(assert (and (<= 0 a_sector 1) (<= 0 a_ground 4) (<= 0 a_points 2)))
(declare-const any_granted Int)
(define-fun trap_student ((x_sector Int) (x_ground Int) (x_points Int) (x_late_excused Bool)) Bool (and (= x_sector 0) (= x_ground 0) (= x_points 0) (not x_late_excused)))
(define-fun trap_engineer ((x_sector Int) (x_ground Int) (x_points Int) (x_late_excused Bool)) Bool (and (= x_sector 0) (= x_ground 0) (= x_points 0) (not x_late_excused)))
(assert (and a_degree (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (and (<= 0 2 2) (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (>= 0 0)) (and (trap_student a_sector a_ground a_points a_late_excused) (not (trap_engineer a_sector a_ground a_points a_late_excused)))))
(check-sat)
