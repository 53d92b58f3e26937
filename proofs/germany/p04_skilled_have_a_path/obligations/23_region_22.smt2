; whoever is in region 22 (studying) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_salary_high Bool)
(declare-const a_qualification Int)
(declare-const a_job Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_job 2) (>= c_time_in_status 0)))
(define-fun region_22 ((x_salary_high Bool) (x_qualification Int) (x_time_in_status Int)) Bool (and (>= x_time_in_status 24) (not x_salary_high) (<= x_qualification 1)))
(define-fun region_19 ((x_salary_high Bool) (x_qualification Int) (x_job Int)) Bool (and (not x_salary_high) (= x_qualification 2) (= x_job 2)))
(define-fun region_21 ((x_salary_high Bool) (x_qualification Int) (x_job Int)) Bool (and (not x_salary_high) (= x_qualification 2) (<= x_job 1)))
(assert (and (region_22 a_salary_high a_qualification c_time_in_status) (not (and (>= c_time_in_status 24) (<= 0 2 2) (or (region_19 a_salary_high 2 a_job) (region_21 a_salary_high 2 a_job))))))
(check-sat)
