; whoever is in region 2 (job_search) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_care_exam Bool)
(declare-const a_left Bool)
(define-fun part_9.29 ((x_left Bool)) Bool (not x_left))
(define-fun part_15.28 ((x_care_exam Bool) (x_left Bool)) Bool (and x_care_exam (part_9.29 x_left)))
(define-fun region_2 ((x_care_exam Bool) (x_left Bool)) Bool (part_15.28 x_care_exam x_left))
(define-fun goal_nursing_care ((x_left Bool)) Bool (not x_left))
(assert (and (region_2 a_care_exam a_left) (not (and a_care_exam (and (<= 0 1 2) (or (= 12 12) (= 12 36) (= 12 60)) (>= 0 0)) (goal_nursing_care a_left)))))
(check-sat)
