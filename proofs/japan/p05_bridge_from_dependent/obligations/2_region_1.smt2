; whoever is in region 1 (dependent) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_degree Bool)
(declare-const a_left Bool)
(define-fun part_1.0 ((x_degree Bool) (x_left Bool)) Bool (and x_degree (not x_left)))
(define-fun region_1 ((x_degree Bool) (x_left Bool)) Bool (part_1.0 x_degree x_left))
(define-fun goal_engineer ((x_left Bool)) Bool (not x_left))
(assert (and (region_1 a_degree a_left) (not (and a_degree (and (<= 0 2 2) (or (= 12 12) (= 12 36) (= 12 60)) (>= 0 0)) (goal_engineer a_left)))))
(check-sat)
