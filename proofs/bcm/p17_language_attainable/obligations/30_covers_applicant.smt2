; everybody in applicant whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun speaks.7 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_applicant ((x_language Int)) Bool (speaks.7 x_language))
(define-fun region_12 ((x_language Int)) Bool (<= x_language 2))
(assert (not (or (goal_applicant a_language) (region_12 a_language))))
(check-sat)
