; whoever is in region 2 (student) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_degree Bool)
(declare-const a_left Bool)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun part_2.1 ((x_left Bool)) Bool (not x_left))
(define-fun region_2 ((x_degree Bool) (x_left Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 24) (not x_degree) (part_2.1 x_left)))
(define-fun region_0 ((x_degree Bool) (x_left Bool)) Bool (and x_degree (not x_left)))
(assert (and (region_2 a_degree a_left c_time_in_status) (not (and (and (not a_degree) (>= c_time_in_status 24)) (region_0 true a_left)))))
(check-sat)
