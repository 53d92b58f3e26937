; whoever is in region 84 (hsp1) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_ground Int)
(declare-const a_job Int)
(declare-const a_record Int)
(declare-const a_divorce Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_ground 4) (<= 0 a_job 2) (<= 0 a_record 2) (<= 0 a_divorce 2) (>= c_time_in_status 0)))
(define-fun region_84 ((x_ground Int) (x_job Int) (x_record Int) (x_divorce Int) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (or (and (not (= x_ground 1)) (= x_job 0) (= x_record 2)) (and (= x_ground 1) (= x_job 0) (= x_record 2) (not (= x_divorce 0))))))
(define-fun region_82 ((x_ground Int) (x_job Int) (x_record Int) (x_divorce Int) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (or (and (not (= x_ground 1)) (= x_job 2) (= x_record 2)) (and (= x_ground 1) (= x_job 2) (= x_record 2) (not (= x_divorce 0))))))
(assert (and (region_84 a_ground a_job a_record a_divorce c_time_in_status) (not (and (= a_job 0) (<= 0 2 2) (region_82 a_ground 2 a_record a_divorce c_time_in_status)))))
(check-sat)
