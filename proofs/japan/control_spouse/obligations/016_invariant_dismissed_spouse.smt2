; whoever is in the invariant in spouse is still in it after dismissed
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_ground Int)
(declare-const a_job Int)
(declare-const a_record Int)
(declare-const a_dues Int)
(declare-const a_divorce Int)
(assert (and (<= 0 a_ground 4) (<= 0 a_job 2) (<= 0 a_record 2) (<= 0 a_dues 2) (<= 0 a_divorce 2)))
(define-fun invariant_spouse ((x_ground Int) (x_record Int) (x_dues Int) (x_divorce Int)) Bool (not (or (and (not (= x_ground 1)) (>= x_record 1) (= x_dues 2)) (and (= x_ground 1) (>= x_record 1) (= x_dues 2) (not (= x_divorce 0))))))
(assert (and (not (= a_job 0)) (and (<= 0 0 2) (<= 0 1 1)) (and (invariant_spouse a_ground a_record a_dues a_divorce) (not (invariant_spouse a_ground a_record a_dues a_divorce)))))
(check-sat)
