; whoever is in region 89 (returned) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_offended Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_route 3) (>= c_time_in_status 0)))
(define-fun region_89 ((x_route Int) (x_offended Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 60) (or (= x_route 1) (= x_route 3)) x_offended))
(define-fun region_86 ((x_route Int) (x_offended Bool)) Bool (and (= x_route 3) x_offended))
(define-fun region_88 ((x_route Int) (x_offended Bool)) Bool (and (= x_route 1) x_offended))
(assert (and (region_89 a_route a_offended c_time_in_status) (not (and (>= c_time_in_status 60) (or (region_86 a_route a_offended) (region_88 a_route a_offended))))))
(check-sat)
