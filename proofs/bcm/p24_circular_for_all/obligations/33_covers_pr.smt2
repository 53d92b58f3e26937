; everybody in pr whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(define-fun region_5 () Bool true)
(assert (not region_5))
(check-sat)
