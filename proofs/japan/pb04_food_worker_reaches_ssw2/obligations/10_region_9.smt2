; whoever is in region 9 (ssw1) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_supervised Bool)
(declare-const a_job Int)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_job 2) (>= c_ssw1_time 0)))
(define-fun region_9 ((x_sector Int) (x_supervised Bool) (x_job Int) (x_ssw1_time Int)) Bool (and (>= x_ssw1_time 24) (= x_sector 1) (not x_supervised) (= x_job 0)))
(define-fun region_4 ((x_sector Int) (x_supervised Bool) (x_job Int) (x_ssw1_time Int)) Bool (and (>= x_ssw1_time 24) (= x_sector 1) (not x_supervised) (= x_job 1)))
(assert (and (region_9 a_sector a_supervised a_job c_ssw1_time) (not (and (= a_job 0) (<= 0 1 2) (region_4 a_sector a_supervised 1 c_ssw1_time)))))
(check-sat)
