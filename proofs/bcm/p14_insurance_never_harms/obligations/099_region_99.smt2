; whoever is in region 99 (child) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun region_99 ((x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) x_offended))
(define-fun region_84 ((x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) x_offended))
(assert (and (region_99 a_offended c_time_in_status) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0) (and (> (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0) (=> true (<= (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0)) 180)))) (region_84 a_offended (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0)))))))
(check-sat)
