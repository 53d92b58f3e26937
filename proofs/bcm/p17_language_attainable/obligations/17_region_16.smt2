; whoever is in region 16 (own_child) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun region_16 ((x_language Int)) Bool (= x_language 2))
(define-fun speaks.5 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_own_child ((x_language Int)) Bool (speaks.5 x_language))
(assert (and (region_16 a_language) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (goal_own_child (+ a_language 1))))))
(check-sat)
