; whoever is in region 21 (humanitarian) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(assert (<= 0 a_language 4))
(define-fun region_21 ((x_language Int)) Bool (= x_language 0))
(define-fun speaks.6 ((x_language Int)) Bool (>= x_language 3))
(define-fun goal_humanitarian ((x_language Int)) Bool (speaks.6 x_language))
(define-fun region_20 ((x_language Int)) Bool (= x_language 1))
(assert (and (region_21 a_language) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (or (goal_humanitarian (+ a_language 1)) (region_20 (+ a_language 1)))))))
(check-sat)
