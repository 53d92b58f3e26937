; whoever is in region 2 (trainee) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun region_2 ((x_language Int)) Bool (= x_language 0))
(define-fun speaks.0 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_trainee ((x_language Int)) Bool (speaks.0 x_language))
(define-fun region_1 ((x_language Int)) Bool (= x_language 1))
(assert (and (region_2 a_language) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (or (goal_trainee (+ a_language 1)) (region_1 (+ a_language 1)))))))
(check-sat)
