; whoever is in region 18 (own_child) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun region_18 ((x_language Int)) Bool (= x_language 0))
(define-fun speaks.5 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_own_child ((x_language Int)) Bool (speaks.5 x_language))
(define-fun region_17 ((x_language Int)) Bool (= x_language 1))
(assert (and (region_18 a_language) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (or (goal_own_child (+ a_language 1)) (region_17 (+ a_language 1)))))))
(check-sat)
