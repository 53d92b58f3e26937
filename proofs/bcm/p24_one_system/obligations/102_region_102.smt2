; whoever is in region 102 (returned) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_route 3) (>= c_time_in_status 0)))
(define-fun region_102 ((x_route Int) (x_time_in_status Int)) Bool (and (<= x_time_in_status 60) (or (= x_route 1) (= x_route 3))))
(define-fun region_68 ((x_route Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 60) (or (= x_route 1) (= x_route 3)) (not x_offended)))
(define-fun region_90 ((x_route Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 60) (or (= x_route 1) (= x_route 3)) x_offended))
(assert (and (region_102 a_route c_time_in_status) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 60) 0) (+ (* (- 1) c_time_in_status) 60) 0) 0) (and (> (ite (> (+ (* (- 1) c_time_in_status) 60) 0) (+ (* (- 1) c_time_in_status) 60) 0) 0) (=> true (<= (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 60) 0) (+ (* (- 1) c_time_in_status) 60) 0)) 60)))) (or (region_68 a_route a_offended (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 60) 0) (+ (* (- 1) c_time_in_status) 60) 0))) (region_90 a_route a_offended (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 60) 0) (+ (* (- 1) c_time_in_status) 60) 0))))))))
(check-sat)
