; whoever is in region 122 (worker) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2) (>= c_residence 0)))
(define-fun region_122 ((x_route Int) (x_indicator_rule Int) (x_residence Int)) Bool (and (<= x_residence 23) (not (= x_route 2)) (= x_indicator_rule 1)))
(define-fun region_116 ((x_route Int) (x_indicator_rule Int) (x_employed Bool) (x_time_in_status Int) (x_residence Int) (x_jobless Int)) Bool (and (<= x_time_in_status 24) (<= x_time_in_status (+ x_jobless 18)) (<= x_residence 23) (not (= x_route 2)) (= x_indicator_rule 1) (not x_employed)))
(assert (and (region_122 a_route a_indicator_rule c_residence) (not (region_116 a_route a_indicator_rule false 0 c_residence 0))))
(check-sat)
