; whoever is in region 23 (studying) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_salary_high Bool)
(declare-const a_qualification Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_qualification 2) (>= c_time_in_status 0)))
(define-fun region_23 ((x_salary_high Bool) (x_qualification Int)) Bool (and (not x_salary_high) (<= x_qualification 1)))
(define-fun region_22 ((x_salary_high Bool) (x_qualification Int) (x_time_in_status Int)) Bool (and (>= x_time_in_status 24) (not x_salary_high) (<= x_qualification 1)))
(assert (and (region_23 a_salary_high a_qualification) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 24) 0) (+ (* (- 1) c_time_in_status) 24) 0) 0) (> (ite (> (+ (* (- 1) c_time_in_status) 24) 0) (+ (* (- 1) c_time_in_status) 24) 0) 0)) (region_22 a_salary_high a_qualification (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 24) 0) (+ (* (- 1) c_time_in_status) 24) 0)))))))
(check-sat)
