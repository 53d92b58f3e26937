; whoever is in region 1 (applicant) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun region_1 ((x_time_in_status Int)) Bool (<= x_time_in_status 6))
(define-fun region_0 ((x_time_in_status Int)) Bool (>= x_time_in_status 6))
(assert (and (region_1 c_time_in_status) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 6) 0) (+ (* (- 1) c_time_in_status) 6) 0) 0) (and (> (ite (> (+ (* (- 1) c_time_in_status) 6) 0) (+ (* (- 1) c_time_in_status) 6) 0) 0) (=> true (<= (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 6) 0) (+ (* (- 1) c_time_in_status) 6) 0)) 6)))) (region_0 (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 6) 0) (+ (* (- 1) c_time_in_status) 6) 0)))))))
(check-sat)
