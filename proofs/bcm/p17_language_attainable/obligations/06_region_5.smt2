; whoever is in region 5 (worker) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun region_5 ((x_language Int)) Bool (= x_language 0))
(define-fun speaks.1 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_worker ((x_language Int)) Bool (speaks.1 x_language))
(define-fun region_4 ((x_language Int)) Bool (= x_language 1))
(assert (and (region_5 a_language) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (or (goal_worker (+ a_language 1)) (region_4 (+ a_language 1)))))))
(check-sat)
