; whoever is in region 9 (settled) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun region_9 ((x_language Int)) Bool (= x_language 2))
(define-fun speaks.3 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_settled ((x_language Int)) Bool (speaks.3 x_language))
(assert (and (region_9 a_language) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (goal_settled (+ a_language 1))))))
(check-sat)
