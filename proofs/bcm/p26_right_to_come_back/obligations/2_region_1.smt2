; whoever is in region 1 (away) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_residence Int)
(assert (>= c_residence 0))
(define-fun region_1 ((x_residence Int)) Bool (>= x_residence 24))
(assert (and (region_1 c_residence) (not (>= c_residence 24))))
(check-sat)
