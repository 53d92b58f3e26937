; whoever is in region 80 (family) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_offended Bool)
(define-fun region_80 ((x_offended Bool)) Bool x_offended)
(define-fun region_79 ((x_offended Bool)) Bool x_offended)
(assert (and (region_80 a_offended) (not (region_79 a_offended))))
(check-sat)
