; whoever is in region 4 (dependent) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_degree Bool)
(declare-const a_language Int)
(declare-const a_left Bool)
(assert (<= 0 a_language 5))
(define-fun part_2.2 ((x_left Bool)) Bool (not x_left))
(define-fun region_4 ((x_degree Bool) (x_language Int) (x_left Bool)) Bool (and (not x_degree) (>= x_language 1) (part_2.2 x_left)))
(define-fun part_2.1 ((x_left Bool)) Bool (not x_left))
(define-fun region_3 ((x_degree Bool) (x_left Bool) (x_time_in_status Int)) Bool (and (<= x_time_in_status 51) (not x_degree) (part_2.1 x_left)))
(assert (and (region_4 a_degree a_language a_left) (not (and (>= a_language 1) (<= 0 0 2) (region_3 a_degree a_left 0)))))
(check-sat)
