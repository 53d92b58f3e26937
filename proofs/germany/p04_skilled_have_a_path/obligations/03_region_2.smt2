; whoever is in region 2 (bluecard) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const a_job Int)
(declare-const c_time_in_status Int)
(declare-const c_titled Int)
(assert (and (<= 0 a_language 4) (<= 0 a_job 2) (>= c_time_in_status 0) (>= c_titled 0)))
(define-fun region_2 ((x_language Int) (x_job Int) (x_time_in_status Int)) Bool (and (>= x_time_in_status 21) (>= x_language 3) (>= x_job 1)))
(assert (and (region_2 a_language a_job c_time_in_status) (not (and (not (= a_job 0)) (or (or (and (>= c_time_in_status 27) (>= a_language 1)) (and (>= c_time_in_status 21) (>= a_language 3))) (and (>= c_titled 60) (>= a_language 3)))))))
(check-sat)
