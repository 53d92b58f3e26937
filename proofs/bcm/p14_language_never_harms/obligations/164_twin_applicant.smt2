; of two persons in applicant who differ in language alone, the second has a path if the first has one
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(declare-const other_language Int)
(define-fun region_0 () Bool true)
(assert (and (<= 0 other_language 4) (< a_language other_language) (not region_0)))
(check-sat)
