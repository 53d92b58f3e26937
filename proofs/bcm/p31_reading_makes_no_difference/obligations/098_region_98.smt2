; whoever is in region 98 (tolerated) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun region_98 ((x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) x_offended))
(define-fun region_87 ((x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 18) x_offended))
(assert (and (region_98 a_offended c_time_in_status) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0) 0) (and (> (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0) 0) (=> true (<= (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0)) 18)))) (region_87 a_offended (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0)))))))
(check-sat)
