; everybody in tolerated_light whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_identity_clear Bool)
(define-fun region_0 ((x_identity_clear Bool)) Bool x_identity_clear)
(define-fun region_1 ((x_identity_clear Bool)) Bool (not x_identity_clear))
(assert (not (or (region_0 a_identity_clear) (region_1 a_identity_clear))))
(check-sat)
