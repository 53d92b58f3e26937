; whoever is in region 119 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun region_119 ((x_route Int)) Bool (= x_route 2))
(define-fun region_55 ((x_indicator_rule Int) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (= x_indicator_rule 1)))
(define-fun region_114 ((x_indicator_rule Int) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (not (= x_indicator_rule 1))))
(assert (and (region_119 a_route) (not (and (= a_route 2) (or (region_55 a_indicator_rule 0) (region_114 a_indicator_rule 0))))))
(check-sat)
