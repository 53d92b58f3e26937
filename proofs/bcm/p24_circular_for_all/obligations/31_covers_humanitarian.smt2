; everybody in humanitarian whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(define-fun region_4 () Bool true)
(assert (not region_4))
(check-sat)
