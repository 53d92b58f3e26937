; everybody in term_over whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(define-fun region_107 ((x_route Int)) Bool (= x_route 2))
(define-fun region_110 ((x_route Int)) Bool (not (= x_route 2)))
(assert (not (or (region_107 a_route) (region_110 a_route))))
(check-sat)
