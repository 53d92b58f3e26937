; whoever is in region 1 (ssw1) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_skill Int)
(declare-const a_supervised Bool)
(assert (and (<= 0 a_sector 1) (<= 0 a_skill 3)))
(define-fun part_1.0 ((x_sector Int) (x_skill Int) (x_supervised Bool)) Bool (and (= x_sector 1) (= x_skill 3) x_supervised))
(define-fun region_1 ((x_sector Int) (x_skill Int) (x_supervised Bool)) Bool (part_1.0 x_sector x_skill x_supervised))
(assert (and (region_1 a_sector a_skill a_supervised) (not (and (and (= a_sector 1) (= a_skill 3) a_supervised) (and (<= 0 1 2) (or (= 12 12) (= 12 36) (= 12 60)) (>= 0 0))))))
(check-sat)
