; whoever is in region 88 (tolerated) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun region_88 ((x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 18) x_offended))
(define-fun region_86 ((x_offended Bool)) Bool x_offended)
(assert (and (region_88 a_offended c_time_in_status) (not (and (>= c_time_in_status 18) (region_86 a_offended)))))
(check-sat)
