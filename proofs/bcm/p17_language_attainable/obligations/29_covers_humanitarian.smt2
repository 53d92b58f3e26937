; everybody in humanitarian whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun speaks.6 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_humanitarian ((x_language Int)) Bool (speaks.6 x_language))
(define-fun region_19 ((x_language Int)) Bool (= x_language 2))
(define-fun region_20 ((x_language Int)) Bool (= x_language 1))
(define-fun region_21 ((x_language Int)) Bool (= x_language 0))
(assert (not (or (goal_humanitarian a_language) (or (region_19 a_language) (region_20 a_language) (region_21 a_language)))))
(check-sat)
