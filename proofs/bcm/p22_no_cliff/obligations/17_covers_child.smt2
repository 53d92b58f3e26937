; everybody in child whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(declare-const c_residence Int)
(assert (and (>= c_time_in_status 0) (>= c_residence 0)))
(define-fun origin_child ((x_residence Int)) Bool (>= x_residence 60))
(define-fun region_4 ((x_time_in_status Int)) Bool (>= x_time_in_status 36))
(define-fun region_13 ((x_time_in_status Int)) Bool (<= x_time_in_status 180))
(assert (and (origin_child c_residence) (not (or (region_4 c_time_in_status) (region_13 c_time_in_status)))))
(check-sat)
