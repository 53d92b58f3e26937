; whoever is in region 19 (term_over) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(define-fun region_19 ((x_route Int)) Bool (not (= x_route 2)))
(define-fun region_8 ((x_route Int)) Bool (not (= x_route 2)))
(assert (and (region_19 a_route) (not (region_8 a_route))))
(check-sat)
