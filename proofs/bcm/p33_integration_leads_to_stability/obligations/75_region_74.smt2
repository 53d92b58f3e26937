; whoever is in region 74 (family) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_employed Bool)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_indicator_rule 2) (>= c_time_in_status 0)))
(define-fun part_24.122 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool)) Bool (or (and (not (= x_indicator_rule 1)) x_employed x_offended) (and (= x_indicator_rule 1) x_offended)))
(define-fun region_74 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool)) Bool (part_24.122 x_indicator_rule x_employed x_offended))
(define-fun region_24 ((x_indicator_rule Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (= x_indicator_rule 1) x_offended))
(define-fun region_55 ((x_indicator_rule Int) (x_employed Bool) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (not (= x_indicator_rule 1)) x_employed x_offended))
(assert (and (region_74 a_indicator_rule a_employed a_offended) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0) (> (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0) 0)) (or (region_24 a_indicator_rule a_offended (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0))) (region_55 a_indicator_rule a_employed a_offended (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 36) 0) (+ (* (- 1) c_time_in_status) 36) 0))))))))
(check-sat)
