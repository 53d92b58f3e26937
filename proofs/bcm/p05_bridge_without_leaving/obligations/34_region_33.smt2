; whoever is in region 33 (tolerated) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_has_left Bool)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun region_33 ((x_has_left Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (not x_has_left)))
(define-fun region_14 ((x_has_left Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 18) (not x_has_left)))
(assert (and (region_33 a_has_left c_time_in_status) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0) 0) (and (> (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0) 0) (=> true (<= (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0)) 18)))) (region_14 a_has_left (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0)))))))
(check-sat)
