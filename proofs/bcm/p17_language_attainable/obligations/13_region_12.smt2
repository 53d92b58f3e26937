; whoever is in region 12 (applicant) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun region_12 ((x_language Int)) Bool (<= x_language 2))
(define-fun speaks.3 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_settled ((x_language Int)) Bool (speaks.3 x_language))
(define-fun region_9 ((x_language Int)) Bool (= x_language 2))
(define-fun region_10 ((x_language Int)) Bool (= x_language 1))
(define-fun region_11 ((x_language Int)) Bool (= x_language 0))
(assert (and (region_12 a_language) (not (or (goal_settled a_language) (region_9 a_language) (region_10 a_language) (region_11 a_language)))))
(check-sat)
