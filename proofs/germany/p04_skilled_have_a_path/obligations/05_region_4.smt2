; whoever is in region 4 (bluecard) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const a_job Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_language 4) (<= 0 a_job 2) (>= c_time_in_status 0)))
(define-fun region_4 ((x_language Int) (x_job Int)) Bool (and (>= x_language 3) (= x_job 2)))
(define-fun region_2 ((x_language Int) (x_job Int) (x_time_in_status Int)) Bool (and (>= x_time_in_status 21) (>= x_language 3) (>= x_job 1)))
(assert (and (region_4 a_language a_job) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 21) 0) (+ (* (- 1) c_time_in_status) 21) 0) 0) (and (> (ite (> (+ (* (- 1) c_time_in_status) 21) 0) (+ (* (- 1) c_time_in_status) 21) 0) 0) (=> (not (= a_job 2)) (<= (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 21) 0) (+ (* (- 1) c_time_in_status) 21) 0)) 48)))) (region_2 a_language a_job (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 21) 0) (+ (* (- 1) c_time_in_status) 21) 0)))))))
(check-sat)
