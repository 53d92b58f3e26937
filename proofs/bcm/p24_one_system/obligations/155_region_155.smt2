; whoever is in region 155 (trainee) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun region_155 ((x_route Int)) Bool (or (= x_route 1) (= x_route 3)))
(define-fun region_73 ((x_route Int) (x_indicator_rule Int) (x_time_in_status Int)) Bool (and (<= x_time_in_status 60) (or (= x_route 1) (= x_route 3)) (= x_indicator_rule 1)))
(define-fun region_146 ((x_route Int) (x_indicator_rule Int) (x_time_in_status Int)) Bool (and (<= x_time_in_status 60) (or (= x_route 1) (= x_route 3)) (not (= x_indicator_rule 1))))
(assert (and (region_155 a_route) (not (or (region_73 a_route a_indicator_rule 0) (region_146 a_route a_indicator_rule 0)))))
(check-sat)
