; whoever is in region 13 (skilled) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_salary_high Bool)
(declare-const a_qualification Int)
(declare-const a_language Int)
(declare-const a_job Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_language 4) (<= 0 a_job 2) (>= c_time_in_status 0)))
(define-fun region_13 ((x_salary_high Bool) (x_qualification Int) (x_language Int) (x_job Int)) Bool (or (and (not x_salary_high) (<= x_qualification 1) (>= x_language 3) (= x_job 2)) (and x_salary_high (= x_qualification 0) (>= x_language 3) (= x_job 2))))
(define-fun region_1 ((x_qualification Int) (x_language Int) (x_job Int) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (<= x_qualification 1) (>= x_language 3) (>= x_job 1)))
(assert (and (region_13 a_salary_high a_qualification a_language a_job) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0) (and (> (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0) (=> (not (= a_job 2)) (<= (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0)) 48)))) (region_1 a_qualification a_language a_job (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0)))))))
(check-sat)
