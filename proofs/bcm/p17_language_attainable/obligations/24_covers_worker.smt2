; everybody in worker whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun speaks.1 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_worker ((x_language Int)) Bool (speaks.1 x_language))
(define-fun region_3 ((x_language Int)) Bool (= x_language 2))
(define-fun region_4 ((x_language Int)) Bool (= x_language 1))
(define-fun region_5 ((x_language Int)) Bool (= x_language 0))
(assert (not (or (goal_worker a_language) (or (region_3 a_language) (region_4 a_language) (region_5 a_language)))))
(check-sat)
