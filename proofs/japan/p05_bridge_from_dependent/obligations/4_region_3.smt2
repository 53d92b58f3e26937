; whoever is in region 3 (student) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_degree Bool)
(declare-const a_left Bool)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun part_2.1 ((x_left Bool)) Bool (not x_left))
(define-fun region_3 ((x_degree Bool) (x_left Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 51) (not x_degree) (part_2.1 x_left)))
(define-fun region_2 ((x_degree Bool) (x_left Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 24) (not x_degree) (part_2.1 x_left)))
(assert (and (region_3 a_degree a_left c_time_in_status) (not (and (or (= (ite (> (+ (* (- 1) c_time_in_status) 24) 0) (+ (* (- 1) c_time_in_status) 24) 0) 0) (and (> (ite (> (+ (* (- 1) c_time_in_status) 24) 0) (+ (* (- 1) c_time_in_status) 24) 0) 0) (=> true (<= (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 24) 0) (+ (* (- 1) c_time_in_status) 24) 0)) 51)))) (region_2 a_degree a_left (+ c_time_in_status (ite (> (+ (* (- 1) c_time_in_status) 24) 0) (+ (* (- 1) c_time_in_status) 24) 0)))))))
(check-sat)
