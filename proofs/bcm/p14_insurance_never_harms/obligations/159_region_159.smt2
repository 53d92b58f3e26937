; whoever is in region 159 (away) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_ties Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_route 3) (<= 0 a_language 4) (<= 0 a_ties 2) (>= c_residence 0)))
(define-fun part_56.70 ((x_route Int) (x_insured Bool) (x_language Int) (x_ties Int)) Bool (and (= x_route 0) (or (and (not x_insured) (>= x_language 3) (>= x_ties 1)) (and x_insured (or (and (<= x_language 2) (>= x_ties 1)) (>= x_language 3))))))
(define-fun region_159 ((x_route Int) (x_insured Bool) (x_language Int) (x_ties Int) (x_residence Int)) Bool (and (<= x_residence 23) (part_56.70 x_route x_insured x_language x_ties)))
(define-fun region_157 ((x_route Int) (x_insured Bool) (x_language Int) (x_ties Int) (x_residence Int)) Bool (and (<= x_residence 23) (= x_route 0) (or (and (not x_insured) (>= x_language 3) (>= x_ties 1)) (and x_insured (or (and (<= x_language 2) (>= x_ties 1)) (>= x_language 3))))))
(assert (and (region_159 a_route a_insured a_language a_ties c_residence) (not (and (< c_residence 24) (region_157 a_route a_insured a_language a_ties c_residence)))))
(check-sat)
