; whoever is in region 77 (tolerated) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_indicator_rule 2) (>= c_time_in_status 0)))
(define-fun region_77 ((x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (not x_offended)))
(define-fun region_33 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 18) (= x_indicator_rule 1) (not x_offended)))
(define-fun region_66 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 18) (not (= x_indicator_rule 1)) (not x_offended)))
(assert (and (region_77 a_offended c_time_in_status) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0) 0) (and (> (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0) 0) (=> true (<= (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0)) 18)))) (or (region_33 a_indicator_rule a_offended (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0))) (region_66 a_indicator_rule a_offended (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 18) 0) (+ (* (- 1) c_time_in_status) 18) 0))))))))
(check-sat)
