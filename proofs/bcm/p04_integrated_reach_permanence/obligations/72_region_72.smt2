; whoever is in region 72 (own_child) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_indicator_rule 2) (>= c_time_in_status 0)))
(define-fun region_72 ((x_offended Bool)) Bool x_offended)
(define-fun region_27 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (= x_indicator_rule 1) x_offended))
(define-fun region_55 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (not (= x_indicator_rule 1)) x_offended))
(assert (and (region_72 a_offended) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0) (> (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0)) (or (region_27 a_indicator_rule a_offended (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0))) (region_55 a_indicator_rule a_offended (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0))))))))
(check-sat)
