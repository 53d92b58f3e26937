; whoever is in region 13 (child) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_has_left Bool)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun region_13 ((x_has_left Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 36) (not x_has_left)))
(define-fun goal_own_child ((x_has_left Bool)) Bool (not x_has_left))
(assert (and (region_13 a_has_left c_time_in_status) (not (and (>= c_time_in_status 36) (goal_own_child a_has_left)))))
(check-sat)
