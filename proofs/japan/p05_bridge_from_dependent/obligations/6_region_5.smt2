; whoever is in region 5 (dependent) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_degree Bool)
(declare-const a_language Int)
(declare-const a_left Bool)
(assert (<= 0 a_language 5))
(define-fun part_2.2 ((x_left Bool)) Bool (not x_left))
(define-fun region_5 ((x_degree Bool) (x_language Int) (x_left Bool)) Bool (and (not x_degree) (= x_language 0) (part_2.2 x_left)))
(define-fun region_4 ((x_degree Bool) (x_language Int) (x_left Bool)) Bool (and (not x_degree) (>= x_language 1) (part_2.2 x_left)))
(assert (and (region_5 a_degree a_language a_left) (not (and (< a_language 5) (<= 0 (+ a_language 1) 5) (region_4 a_degree (+ a_language 1) a_left)))))
(check-sat)
