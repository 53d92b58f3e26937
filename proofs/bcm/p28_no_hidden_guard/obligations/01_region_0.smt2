; whoever is in region 0 (applicant) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun region_0 ((x_time_in_status Int)) Bool (>= x_time_in_status 6))
(assert (and (region_0 c_time_in_status) (not (>= c_time_in_status 6))))
(check-sat)
