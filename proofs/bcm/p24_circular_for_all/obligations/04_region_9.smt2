; whoever is in region 9 (applicant) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(define-fun region_9 () Bool true)
(define-fun region_1 () Bool true)
(assert (and region_9 (not region_1)))
(check-sat)
