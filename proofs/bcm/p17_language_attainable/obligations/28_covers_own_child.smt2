; everybody in own_child whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun speaks.5 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_own_child ((x_language Int)) Bool (speaks.5 x_language))
(define-fun region_16 ((x_language Int)) Bool (= x_language 2))
(define-fun region_17 ((x_language Int)) Bool (= x_language 1))
(define-fun region_18 ((x_language Int)) Bool (= x_language 0))
(assert (not (or (goal_own_child a_language) (or (region_16 a_language) (region_17 a_language) (region_18 a_language)))))
(check-sat)
