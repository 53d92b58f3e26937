; whoever is in region 1 (tolerated_light) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_identity_clear Bool)
(define-fun region_1 ((x_identity_clear Bool)) Bool (not x_identity_clear))
(define-fun region_0 ((x_identity_clear Bool)) Bool x_identity_clear)
(assert (and (region_1 a_identity_clear) (not (and (not a_identity_clear) (region_0 true)))))
(check-sat)
