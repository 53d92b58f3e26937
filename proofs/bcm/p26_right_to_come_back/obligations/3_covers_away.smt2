; everybody in away whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_residence Int)
(assert (>= c_residence 0))
(define-fun region_0 ((x_residence Int)) Bool (<= x_residence 23))
(define-fun region_1 ((x_residence Int)) Bool (>= x_residence 24))
(assert (not (or (region_0 c_residence) (region_1 c_residence))))
(check-sat)
