; whoever is in region 61 (term_over) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_has_left Bool)
(define-fun region_61 ((x_has_left Bool)) Bool (not x_has_left))
(define-fun region_33 ((x_has_left Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 18) (not x_has_left)))
(assert (and (region_61 a_has_left) (not (region_33 a_has_left 0))))
(check-sat)
