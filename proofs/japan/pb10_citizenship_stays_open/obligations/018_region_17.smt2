; whoever is in region 17 (hsp2) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_ground Int)
(declare-const a_record Int)
(declare-const a_dues Int)
(declare-const a_divorce Int)
(assert (and (<= 0 a_ground 4) (<= 0 a_record 2) (<= 0 a_dues 2) (<= 0 a_divorce 2)))
(define-fun part_4.11 ((x_ground Int) (x_record Int) (x_dues Int) (x_divorce Int)) Bool (and (= x_ground 1) (= x_record 2) (= x_dues 0) (= x_divorce 0)))
(define-fun region_17 ((x_ground Int) (x_record Int) (x_dues Int) (x_divorce Int)) Bool (part_4.11 x_ground x_record x_dues x_divorce))
(define-fun part_1.0 ((x_ground Int) (x_record Int) (x_dues Int) (x_divorce Int)) Bool (and (= x_ground 1) (= x_record 2) (>= x_dues 1) (= x_divorce 0)))
(define-fun region_16 ((x_ground Int) (x_record Int) (x_dues Int) (x_divorce Int)) Bool (part_1.0 x_ground x_record x_dues x_divorce))
(assert (and (region_17 a_ground a_record a_dues a_divorce) (not (and (= a_dues 0) (<= 0 1 2) (region_16 a_ground a_record 1 a_divorce)))))
(check-sat)
