; whoever is in the invariant in dependent is still in it after become_spouse
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_ground Int)
(declare-const a_record Int)
(declare-const a_dues Int)
(declare-const a_divorce Int)
(assert (and (<= 0 a_ground 4) (<= 0 a_record 2) (<= 0 a_dues 2) (<= 0 a_divorce 2)))
(declare-const any_granted Int)
(define-fun invariant_spouse ((x_ground Int) (x_record Int) (x_dues Int) (x_divorce Int)) Bool (not (or (and (not (= x_ground 1)) (>= x_record 1) (= x_dues 2)) (and (= x_ground 1) (>= x_record 1) (= x_dues 2) (not (= x_divorce 0))))))
(assert (and (and (= a_ground 1) (= a_divorce 0)) (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (and (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (>= 0 0)) (not (invariant_spouse a_ground a_record a_dues a_divorce))))
(check-sat)
