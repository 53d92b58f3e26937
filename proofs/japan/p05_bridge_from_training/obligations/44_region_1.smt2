; whoever is in region 1 (ssw1) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_skill Int)
(declare-const a_supervised Bool)
(declare-const a_care_exam Bool)
(declare-const a_left Bool)
(assert (and (<= 0 a_sector 1) (<= 0 a_skill 3)))
(define-fun part_9.27 ((x_left Bool)) Bool (not x_left))
(define-fun region_1 ((x_sector Int) (x_skill Int) (x_supervised Bool) (x_care_exam Bool) (x_left Bool)) Bool (or (and (= x_sector 0) x_care_exam (part_9.27 x_left)) (and (= x_sector 1) (or (and (<= x_skill 2) x_care_exam (part_9.27 x_left)) (and (= x_skill 3) (not x_supervised) x_care_exam (part_9.27 x_left))))))
(define-fun goal_nursing_care ((x_left Bool)) Bool (not x_left))
(assert (and (region_1 a_sector a_skill a_supervised a_care_exam a_left) (not (and a_care_exam (and (<= 0 1 2) (or (= 12 12) (= 12 36) (= 12 60)) (>= 0 0)) (goal_nursing_care a_left)))))
(check-sat)
