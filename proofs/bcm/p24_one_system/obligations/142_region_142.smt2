; whoever is in region 142 (tolerated) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_ties Int)
(assert (and (<= 0 a_route 3) (<= 0 a_language 4) (<= 0 a_ties 2)))
(define-fun part_43.100 ((x_insured Bool) (x_language Int) (x_ties Int)) Bool (or (and (not x_insured) (or (<= x_language 2) (and (>= x_language 3) (= x_ties 0)))) (and x_insured (<= x_language 2) (= x_ties 0))))
(define-fun region_142 ((x_route Int) (x_insured Bool) (x_language Int) (x_ties Int)) Bool (and (= x_route 0) (part_43.100 x_insured x_language x_ties)))
(define-fun region_140 ((x_route Int)) Bool (= x_route 0))
(assert (and (region_142 a_route a_insured a_language a_ties) (not (region_140 a_route))))
(check-sat)
