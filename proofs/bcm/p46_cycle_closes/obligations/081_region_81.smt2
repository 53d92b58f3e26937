; whoever is in region 81 (away) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_offended Bool)
(declare-const c_residence Int)
(assert (>= c_residence 0))
(define-fun region_81 ((x_offended Bool) (x_residence Int)) Bool (and (>= x_residence 24) x_offended))
(define-fun region_79 ((x_offended Bool)) Bool x_offended)
(assert (and (region_81 a_offended c_residence) (not (and (>= c_residence 24) (region_79 a_offended)))))
(check-sat)
