; whoever is in region 21 (graduate_search) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_salary_high Bool)
(declare-const a_qualification Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_job 2)))
(define-fun region_21 ((x_salary_high Bool) (x_qualification Int) (x_job Int)) Bool (and (not x_salary_high) (= x_qualification 2) (<= x_job 1)))
(define-fun region_18 ((x_salary_high Bool) (x_qualification Int) (x_job Int)) Bool (and (not x_salary_high) (= x_qualification 2) (= x_job 2)))
(define-fun region_20 ((x_salary_high Bool) (x_qualification Int) (x_job Int)) Bool (and (not x_salary_high) (= x_qualification 2) (<= x_job 1)))
(assert (and (region_21 a_salary_high a_qualification a_job) (not (and (<= 0 0 2) (or (region_18 a_salary_high a_qualification 0) (region_20 a_salary_high a_qualification 0))))))
(check-sat)
