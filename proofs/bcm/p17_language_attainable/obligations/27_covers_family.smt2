; everybody in family whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun speaks.4 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_family ((x_language Int)) Bool (speaks.4 x_language))
(define-fun region_13 ((x_language Int)) Bool (= x_language 2))
(define-fun region_14 ((x_language Int)) Bool (= x_language 1))
(define-fun region_15 ((x_language Int)) Bool (= x_language 0))
(assert (not (or (goal_family a_language) (or (region_13 a_language) (region_14 a_language) (region_15 a_language)))))
(check-sat)
