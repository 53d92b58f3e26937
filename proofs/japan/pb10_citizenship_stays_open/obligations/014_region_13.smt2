; whoever is in region 13 (engineer) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_ground Int)
(declare-const a_record Int)
(declare-const a_dues Int)
(declare-const a_divorce Int)
(declare-const c_lawful Int)
(declare-const c_marriage Int)
(assert (and (<= 0 a_ground 4) (<= 0 a_record 2) (<= 0 a_dues 2) (<= 0 a_divorce 2) (>= c_lawful 0) (>= c_marriage 0)))
(define-fun region_13 ((x_ground Int) (x_record Int) (x_dues Int) (x_divorce Int) (x_lawful Int) (x_marriage Int)) Bool (and (>= x_lawful 12) (>= x_marriage 36) (= x_ground 1) (= x_record 2) (= x_dues 0) (= x_divorce 0)))
(define-fun region_0 ((x_ground Int) (x_record Int) (x_dues Int) (x_divorce Int) (x_lawful Int) (x_marriage Int)) Bool (and (>= x_lawful 12) (>= x_marriage 36) (= x_ground 1) (= x_record 2) (>= x_dues 1) (= x_divorce 0)))
(assert (and (region_13 a_ground a_record a_dues a_divorce c_lawful c_marriage) (not (and (= a_dues 0) (<= 0 1 2) (region_0 a_ground a_record 1 a_divorce c_lawful (ite (or (not (= a_ground 1)) (not (= a_divorce 0))) 0 c_marriage))))))
(check-sat)
