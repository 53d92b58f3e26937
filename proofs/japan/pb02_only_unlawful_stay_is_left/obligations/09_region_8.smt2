; whoever is in region 8 (departure) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_record Int)
(declare-const a_left Bool)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_record 2) (>= c_time_in_status 0)))
(define-fun part_4.4 ((x_record Int) (x_left Bool)) Bool (and (>= x_record 1) (not x_left)))
(define-fun region_8 ((x_record Int) (x_left Bool) (x_time_in_status Int)) Bool (and (>= x_time_in_status 1) (part_4.4 x_record x_left)))
(define-fun region_4 ((x_record Int) (x_left Bool)) Bool (and (>= x_record 1) (not x_left)))
(assert (and (region_8 a_record a_left c_time_in_status) (not (and (>= c_time_in_status 1) (region_4 a_record a_left)))))
(check-sat)
