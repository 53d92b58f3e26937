; whoever is in region 0 (engineer) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_ground Int)
(declare-const a_livelihood Bool)
(declare-const a_record Int)
(declare-const a_dues Int)
(declare-const a_divorce Int)
(declare-const c_lawful Int)
(declare-const c_marriage Int)
(assert (and (<= 0 a_ground 4) (<= 0 a_record 2) (<= 0 a_dues 2) (<= 0 a_divorce 2) (>= c_lawful 0) (>= c_marriage 0)))
(define-fun region_0 ((x_ground Int) (x_record Int) (x_dues Int) (x_divorce Int) (x_lawful Int) (x_marriage Int)) Bool (and (>= x_lawful 12) (>= x_marriage 36) (= x_ground 1) (= x_record 2) (>= x_dues 1) (= x_divorce 0)))
(assert (and (region_0 a_ground a_record a_dues a_divorce c_lawful c_marriage) (not (and (or (>= c_lawful 60) (and (and (= a_ground 1) (= a_divorce 0)) (>= c_marriage 36) (>= c_lawful 12))) (= a_record 2) (or a_livelihood (and (= a_ground 1) (= a_divorce 0))) (not (= a_dues 0))))))
(check-sat)
