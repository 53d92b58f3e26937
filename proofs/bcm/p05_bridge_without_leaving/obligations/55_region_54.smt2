; whoever is in region 54 (child) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_has_left Bool)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun region_54 ((x_has_left Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (not x_has_left)))
(define-fun region_13 ((x_has_left Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (not x_has_left)))
(assert (and (region_54 a_has_left c_time_in_status) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0) (and (> (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0) (=> true (<= (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0)) 180)))) (region_13 a_has_left (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0)))))))
(check-sat)
