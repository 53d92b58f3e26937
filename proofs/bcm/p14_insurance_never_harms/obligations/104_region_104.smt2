; whoever is in region 104 (worker) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(define-fun region_104 ((x_route Int)) Bool (= x_route 2))
(define-fun region_102 ((x_route Int)) Bool (= x_route 2))
(assert (and (region_104 a_route) (not (region_102 a_route))))
(check-sat)
