; of two persons in applicant who differ in insured alone, the second has a path if the first has one
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(declare-const other_insured Bool)
(define-fun region_0 () Bool true)
(assert (and (and (not a_insured) other_insured) (not region_0)))
(check-sat)
