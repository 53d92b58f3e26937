; whoever is in region 1 (skilled) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_qualification Int)
(declare-const a_language Int)
(declare-const a_job Int)
(declare-const c_time_in_status Int)
(declare-const c_titled Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_language 4) (<= 0 a_job 2) (>= c_time_in_status 0) (>= c_titled 0)))
(define-fun region_1 ((x_qualification Int) (x_language Int) (x_job Int) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (<= x_qualification 1) (>= x_language 3) (>= x_job 1)))
(assert (and (region_1 a_qualification a_language a_job c_time_in_status) (not (and (not (= a_job 0)) (or (and (>= c_time_in_status 36) (>= a_language 3)) (and (= a_qualification 2) (>= c_time_in_status 24) (>= a_language 3)) (and (>= c_titled 60) (>= a_language 3)))))))
(check-sat)
