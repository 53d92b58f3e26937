; whoever is in region 0 (tolerated_light) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_identity_clear Bool)
(define-fun region_0 ((x_identity_clear Bool)) Bool x_identity_clear)
(assert (and (region_0 a_identity_clear) (not a_identity_clear)))
(check-sat)
