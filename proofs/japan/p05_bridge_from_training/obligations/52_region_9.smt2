; whoever is in region 9 (engineer) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_care_exam Bool)
(declare-const a_job Int)
(declare-const a_left Bool)
(assert (<= 0 a_job 2))
(define-fun region_9 ((x_care_exam Bool) (x_job Int) (x_left Bool)) Bool (and x_care_exam (not (= x_job 0)) (not x_left)))
(define-fun region_8 ((x_care_exam Bool) (x_job Int) (x_cause Int) (x_left Bool)) Bool (and x_care_exam (= x_job 0) (= x_cause 1) (not x_left)))
(assert (and (region_9 a_care_exam a_job a_left) (not (and (not (= a_job 0)) (and (<= 0 0 2) (<= 0 1 1)) (region_8 a_care_exam 0 1 a_left)))))
(check-sat)
