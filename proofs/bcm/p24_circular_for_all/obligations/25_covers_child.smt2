; everybody in child whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_route 3) (>= c_time_in_status 0)))
(define-fun region_11 ((x_time_in_status Int)) Bool (>= x_time_in_status 36))
(define-fun region_21 ((x_route Int) (x_time_in_status Int)) Bool (and (<= x_time_in_status 35) (not (= x_route 2))))
(define-fun region_22 ((x_time_in_status Int)) Bool (<= x_time_in_status 180))
(assert (not (or (region_11 c_time_in_status) (region_21 a_route c_time_in_status) (region_22 c_time_in_status))))
(check-sat)
