; whoever is in region 0 (away) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_residence Int)
(assert (>= c_residence 0))
(define-fun region_0 ((x_residence Int)) Bool (<= x_residence 23))
(assert (and (region_0 c_residence) (not (< c_residence 24))))
(check-sat)
