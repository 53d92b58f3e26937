; whoever is in region 8 (engineer) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_care_exam Bool)
(declare-const a_job Int)
(declare-const a_cause Int)
(declare-const a_left Bool)
(assert (and (<= 0 a_job 2) (<= 0 a_cause 1)))
(define-fun region_8 ((x_care_exam Bool) (x_job Int) (x_cause Int) (x_left Bool)) Bool (and x_care_exam (= x_job 0) (= x_cause 1) (not x_left)))
(define-fun part_9.29 ((x_left Bool)) Bool (not x_left))
(define-fun part_15.28 ((x_care_exam Bool) (x_left Bool)) Bool (and x_care_exam (part_9.29 x_left)))
(define-fun region_2 ((x_care_exam Bool) (x_left Bool)) Bool (part_15.28 x_care_exam x_left))
(assert (and (region_8 a_care_exam a_job a_cause a_left) (not (and (and (= a_job 0) (= a_cause 1)) (region_2 a_care_exam a_left)))))
(check-sat)
