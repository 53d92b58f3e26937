; whoever is in region 112 (away) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_route 3) (>= c_residence 0)))
(define-fun region_112 ((x_route Int) (x_residence Int)) Bool (and (<= x_residence 23) (or (= x_route 1) (= x_route 3))))
(define-fun region_109 ((x_route Int)) Bool (or (= x_route 1) (= x_route 3)))
(assert (and (region_112 a_route c_residence) (not (and (< c_residence 24) (region_109 a_route)))))
(check-sat)
