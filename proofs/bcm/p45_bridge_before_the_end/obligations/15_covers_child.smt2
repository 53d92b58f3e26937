; everybody in child whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(declare-const c_residence Int)
(assert (and (>= c_time_in_status 0) (>= c_residence 0)))
(define-fun origin_child ((x_residence Int)) Bool (>= x_residence 24))
(define-fun region_2 ((x_time_in_status Int)) Bool (>= x_time_in_status 36))
(define-fun region_11 ((x_time_in_status Int)) Bool (<= x_time_in_status 180))
(assert (and (origin_child c_residence) (not (or (region_2 c_time_in_status) (region_11 c_time_in_status)))))
(check-sat)
