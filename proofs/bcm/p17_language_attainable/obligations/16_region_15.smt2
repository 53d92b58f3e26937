; whoever is in region 15 (family) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun region_15 ((x_language Int)) Bool (= x_language 0))
(define-fun speaks.4 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_family ((x_language Int)) Bool (speaks.4 x_language))
(define-fun region_14 ((x_language Int)) Bool (= x_language 1))
(assert (and (region_15 a_language) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (or (goal_family (+ a_language 1)) (region_14 (+ a_language 1)))))))
(check-sat)
