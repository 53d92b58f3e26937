; whoever is in region 1 (engineer) can move to the goal or to a region of lower rank
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
(define-fun region_1 ((x_ground Int) (x_livelihood Bool) (x_record Int) (x_dues Int) (x_divorce Int) (x_lawful Int)) Bool (and (>= x_lawful 60) (or (and (not (= x_ground 1)) x_livelihood (= x_record 2) (>= x_dues 1)) (and (= x_ground 1) (or (and (not x_livelihood) (= x_record 2) (>= x_dues 1) (= x_divorce 0)) (and x_livelihood (= x_record 2) (>= x_dues 1)))))))
(assert (and (region_1 a_ground a_livelihood a_record a_dues a_divorce c_lawful) (not (and (or (>= c_lawful 60) (and (and (= a_ground 1) (= a_divorce 0)) (>= c_marriage 36) (>= c_lawful 12))) (= a_record 2) (or a_livelihood (and (= a_ground 1) (= a_divorce 0))) (not (= a_dues 0))))))
(check-sat)
