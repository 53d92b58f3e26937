; everybody in applicant whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(define-fun region_0 () Bool true)
(assert (not region_0))
(check-sat)
