; whoever is in region 12 (skilled) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_salary_high Bool)
(declare-const a_qualification Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_job 2)))
(define-fun region_12 ((x_salary_high Bool) (x_qualification Int) (x_job Int)) Bool (and x_salary_high (or (= x_qualification 0) (and (>= x_qualification 1) (<= x_job 1)))))
(define-fun region_8 ((x_salary_high Bool) (x_qualification Int) (x_job Int)) Bool (and x_salary_high (>= x_qualification 1) (= x_job 2)))
(define-fun region_10 ((x_salary_high Bool) (x_qualification Int) (x_job Int)) Bool (and x_salary_high (or (and (= x_qualification 0) (= x_job 2)) (and (>= x_qualification 1) (<= x_job 1)))))
(define-fun region_11 ((x_salary_high Bool) (x_qualification Int) (x_job Int)) Bool (and x_salary_high (= x_qualification 0) (<= x_job 1)))
(assert (and (region_12 a_salary_high a_qualification a_job) (not (and (<= 0 0 2) (or (region_8 a_salary_high a_qualification 0) (region_10 a_salary_high a_qualification 0) (region_11 a_salary_high a_qualification 0))))))
(check-sat)
