; of two persons in applicant who differ in route alone, the second has a path if the first has one
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(assert (<= 0 a_route 3))
(declare-const other_route Int)
(define-fun region_0 () Bool true)
(assert (and (<= 0 other_route 3) (not (= a_route other_route)) (not region_0)))
(check-sat)
