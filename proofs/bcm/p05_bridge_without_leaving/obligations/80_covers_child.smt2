; everybody in child whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_has_left Bool)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun origin_child ((x_has_left Bool)) Bool (not x_has_left))
(define-fun region_13 ((x_has_left Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (not x_has_left)))
(define-fun region_54 ((x_has_left Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (not x_has_left)))
(assert (and (origin_child a_has_left) (not (or (region_13 a_has_left c_time_in_status) (region_54 a_has_left c_time_in_status)))))
(check-sat)
