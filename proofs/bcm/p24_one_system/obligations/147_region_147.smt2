; whoever is in region 147 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun region_147 ((x_route Int)) Bool (= x_route 2))
(define-fun region_69 ((x_indicator_rule Int) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (= x_indicator_rule 1)))
(define-fun region_142 ((x_indicator_rule Int) (x_time_in_status Int)) Bool (and (<= x_time_in_status 180) (not (= x_indicator_rule 1))))
(assert (and (region_147 a_route) (not (and (= a_route 2) (or (region_69 a_indicator_rule 0) (region_142 a_indicator_rule 0))))))
(check-sat)
