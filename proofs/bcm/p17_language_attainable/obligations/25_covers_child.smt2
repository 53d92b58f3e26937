; everybody in child whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun speaks.2 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_child ((x_language Int)) Bool (speaks.2 x_language))
(define-fun region_6 ((x_language Int)) Bool (= x_language 2))
(define-fun region_7 ((x_language Int)) Bool (= x_language 1))
(define-fun region_8 ((x_language Int)) Bool (= x_language 0))
(assert (not (or (goal_child a_language) (or (region_6 a_language) (region_7 a_language) (region_8 a_language)))))
(check-sat)
