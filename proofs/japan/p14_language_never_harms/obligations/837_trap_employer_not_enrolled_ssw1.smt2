; whoever is in the trap in ssw1 is still in it after employer_not_enrolled
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_ground Int)
(declare-const a_late_excused Bool)
(declare-const a_job Int)
(declare-const a_record Int)
(declare-const a_dues Int)
(declare-const a_divorce Int)
(assert (and (<= 0 a_ground 4) (<= 0 a_job 2) (<= 0 a_record 2) (<= 0 a_dues 2) (<= 0 a_divorce 2)))
(define-fun part_1.976 ((x_ground Int) (x_late_excused Bool) (x_record Int) (x_dues Int) (x_divorce Int)) Bool (or (and (not (= x_ground 1)) (or (and (not x_late_excused) (= x_record 2) (= x_dues 2)) (and x_late_excused (= x_record 2)))) (and (= x_ground 1) (or (and (not x_late_excused) (or (and (= x_record 1) (= x_dues 2) (= x_divorce 0)) (and (= x_record 2) (= x_dues 2)))) (and x_late_excused (or (and (= x_record 1) (= x_divorce 0)) (= x_record 2)))))))
(define-fun trap_ssw1 ((x_ground Int) (x_late_excused Bool) (x_record Int) (x_dues Int) (x_divorce Int)) Bool (not (part_1.976 x_ground x_late_excused x_record x_dues x_divorce)))
(assert (and (and (not (= a_job 0)) (= a_dues 2)) (<= 0 0 2) (and (trap_ssw1 a_ground a_late_excused a_record a_dues a_divorce) (not (trap_ssw1 a_ground a_late_excused a_record 0 a_divorce)))))
(check-sat)
