; whoever is in region 98 (worker) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun region_98 ((x_route Int) (x_indicator_rule Int)) Bool (and (= x_route 2) (= x_indicator_rule 1)))
(define-fun region_96 ((x_route Int) (x_indicator_rule Int) (x_employed Bool)) Bool (and (= x_route 2) (or (and (not (= x_indicator_rule 1)) x_employed) (= x_indicator_rule 1))))
(assert (and (region_98 a_route a_indicator_rule) (not (region_96 a_route a_indicator_rule false))))
(check-sat)
