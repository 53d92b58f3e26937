; everybody in term_over whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(define-fun region_121 ((x_route Int)) Bool (= x_route 2))
(define-fun region_125 ((x_route Int)) Bool (or (= x_route 1) (= x_route 3)))
(define-fun region_130 ((x_route Int)) Bool (= x_route 0))
(assert (not (or (region_121 a_route) (region_125 a_route) (region_130 a_route))))
(check-sat)
