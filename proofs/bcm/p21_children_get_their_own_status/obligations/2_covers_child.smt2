; everybody in child whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun origin_child ((x_time_in_status Int)) Bool (>= x_time_in_status 36))
(define-fun region_0 ((x_time_in_status Int)) Bool (>= x_time_in_status 36))
(assert (and (origin_child c_time_in_status) (not (region_0 c_time_in_status))))
(check-sat)
