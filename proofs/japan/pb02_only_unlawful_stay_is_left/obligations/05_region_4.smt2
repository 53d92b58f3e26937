; whoever is in region 4 (overstay) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_record Int)
(declare-const a_left Bool)
(assert (<= 0 a_record 2))
(define-fun region_4 ((x_record Int) (x_left Bool)) Bool (and (>= x_record 1) (not x_left)))
(define-fun goal_ltr ((x_left Bool)) Bool (not x_left))
(assert (and (region_4 a_record a_left) (not (and (not (= a_record 0)) (and (or (= 12 12) (= 12 36) (= 12 60)) (>= 0 0)) (goal_ltr a_left)))))
(check-sat)
