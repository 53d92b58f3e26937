; everybody in bluecard whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const a_job Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_language 4) (<= 0 a_job 2) (>= c_time_in_status 0)))
(define-fun has_work.0 ((x_job Int)) Bool (not (= x_job 0)))
(define-fun origin_bluecard ((x_language Int) (x_job Int) (x_time_in_status Int)) Bool (and (has_work.0 x_job) (>= x_language 3) (>= x_time_in_status 21)))
(define-fun region_0 ((x_language Int) (x_job Int) (x_time_in_status Int)) Bool (and (>= x_time_in_status 21) (>= x_language 3) (>= x_job 1)))
(assert (and (origin_bluecard a_language a_job c_time_in_status) (not (region_0 a_language a_job c_time_in_status))))
(check-sat)
