; whoever is in region 73 (child) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_employed Bool)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_indicator_rule 2) (>= c_time_in_status 0)))
(define-fun region_73 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (or (and (not (= x_indicator_rule 1)) x_employed (not x_offended)) (and (= x_indicator_rule 1) (not x_offended)))))
(define-fun region_26 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (= x_indicator_rule 1) (not x_offended)))
(define-fun region_49 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (not (= x_indicator_rule 1)) x_employed (not x_offended)))
(assert (and (region_73 a_indicator_rule a_employed a_offended c_time_in_status) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0) (and (> (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0) (=> true (<= (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0)) 180)))) (or (region_26 a_indicator_rule a_offended (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0))) (region_49 a_indicator_rule a_employed a_offended (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0))))))))
(check-sat)
