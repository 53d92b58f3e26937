; everybody in trainee whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun speaks.0 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_trainee ((x_language Int)) Bool (speaks.0 x_language))
(define-fun region_0 ((x_language Int)) Bool (= x_language 2))
(define-fun region_1 ((x_language Int)) Bool (= x_language 1))
(define-fun region_2 ((x_language Int)) Bool (= x_language 0))
(assert (not (or (goal_trainee a_language) (or (region_0 a_language) (region_1 a_language) (region_2 a_language)))))
(check-sat)
