; of two persons in term_over who differ in insured alone, the second has a path if the first has one
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_insured Bool)
(assert (<= 0 a_route 3))
(declare-const other_insured Bool)
(define-fun region_105 ((x_route Int)) Bool (= x_route 2))
(define-fun region_108 ((x_route Int)) Bool (not (= x_route 2)))
(assert (and (and (not a_insured) other_insured) (not (or (region_105 a_route) (region_108 a_route)))))
(check-sat)
