; everybody in settled whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun speaks.3 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_settled ((x_language Int)) Bool (speaks.3 x_language))
(define-fun region_9 ((x_language Int)) Bool (= x_language 2))
(define-fun region_10 ((x_language Int)) Bool (= x_language 1))
(define-fun region_11 ((x_language Int)) Bool (= x_language 0))
(assert (not (or (goal_settled a_language) (or (region_9 a_language) (region_10 a_language) (region_11 a_language)))))
(check-sat)
