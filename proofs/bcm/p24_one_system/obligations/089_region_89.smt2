; whoever is in region 89 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_offended Bool)
(assert (<= 0 a_route 3))
(define-fun region_89 ((x_route Int) (x_offended Bool)) Bool (and (= x_route 1) x_offended))
(define-fun region_80 ((x_offended Bool)) Bool x_offended)
(assert (and (region_89 a_route a_offended) (not (and (= a_route 1) (region_80 a_offended)))))
(check-sat)
