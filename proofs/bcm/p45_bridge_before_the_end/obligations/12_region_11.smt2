; whoever is in region 11 (child) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun region_11 ((x_time_in_status Int)) Bool (<= x_time_in_status 180))
(define-fun region_2 ((x_time_in_status Int)) Bool (>= x_time_in_status 36))
(assert (and (region_11 c_time_in_status) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0) (and (> (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0) (=> true (<= (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0)) 180)))) (region_2 (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0)))))))
(check-sat)
