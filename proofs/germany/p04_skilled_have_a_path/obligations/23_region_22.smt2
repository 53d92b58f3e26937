; whoever is in region 22 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_salary_high Bool)
(declare-const a_seeks_asylum Bool)
(declare-const a_qualification Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_job 2)))
(define-fun region_22 ((x_salary_high Bool) (x_seeks_asylum Bool) (x_qualification Int) (x_job Int)) Bool (and x_salary_high (not x_seeks_asylum) (= x_qualification 0) (<= x_job 1)))
(define-fun region_21 ((x_salary_high Bool) (x_seeks_asylum Bool) (x_qualification Int) (x_job Int)) Bool (and x_salary_high (not x_seeks_asylum) (or (and (= x_qualification 0) (= x_job 2)) (and (>= x_qualification 1) (<= x_job 1)))))
(assert (and (region_22 a_salary_high a_seeks_asylum a_qualification a_job) (not (and (= a_qualification 0) (<= 0 1 2) (region_21 a_salary_high a_seeks_asylum 1 a_job)))))
(check-sat)
