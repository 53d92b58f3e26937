; of two persons in applicant who differ in indicator_rule alone, the second has a path if the first has one
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(assert (<= 0 a_indicator_rule 2))
(declare-const other_indicator_rule Int)
(define-fun region_0 () Bool true)
(assert (and (<= 0 other_indicator_rule 2) (not (= a_indicator_rule other_indicator_rule)) (not region_0)))
(check-sat)
