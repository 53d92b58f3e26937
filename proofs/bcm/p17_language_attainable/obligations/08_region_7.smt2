; whoever is in region 7 (child) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun region_7 ((x_language Int)) Bool (= x_language 1))
(define-fun speaks.2 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_child ((x_language Int)) Bool (speaks.2 x_language))
(define-fun region_6 ((x_language Int)) Bool (= x_language 2))
(assert (and (region_7 a_language) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (or (goal_child (+ a_language 1)) (region_6 (+ a_language 1)))))))
(check-sat)
