; whoever is in region 99 (term_over) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_indicator_rule Int)
(declare-const a_employed Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_indicator_rule 2)))
(define-fun part_56.102 ((x_route Int) (x_indicator_rule Int) (x_employed Bool)) Bool (and (= x_route 2) (or (and (not (= x_indicator_rule 1)) x_employed) (= x_indicator_rule 1))))
(define-fun region_99 ((x_route Int) (x_indicator_rule Int) (x_employed Bool)) Bool (part_56.102 x_route x_indicator_rule x_employed))
(define-fun region_96 ((x_route Int) (x_indicator_rule Int) (x_employed Bool)) Bool (and (= x_route 2) (or (and (not (= x_indicator_rule 1)) x_employed) (= x_indicator_rule 1))))
(assert (and (region_99 a_route a_indicator_rule a_employed) (not (region_96 a_route a_indicator_rule a_employed))))
(check-sat)
