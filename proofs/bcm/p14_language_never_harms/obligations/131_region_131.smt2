; whoever is in region 131 (worker) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_ties Int)
(assert (and (<= 0 a_route 3) (<= 0 a_language 4) (<= 0 a_ties 2)))
(define-fun part_39.94 ((x_insured Bool) (x_language Int) (x_ties Int)) Bool (or (and (not x_insured) (>= x_language 3) (>= x_ties 1)) (and x_insured (or (and (<= x_language 2) (>= x_ties 1)) (>= x_language 3)))))
(define-fun region_131 ((x_route Int) (x_insured Bool) (x_language Int) (x_ties Int)) Bool (and (= x_route 0) (part_39.94 x_insured x_language x_ties)))
(define-fun part_39.91 ((x_insured Bool) (x_language Int) (x_ties Int)) Bool (or (and (not x_insured) (>= x_language 3) (>= x_ties 1)) (and x_insured (or (and (<= x_language 2) (>= x_ties 1)) (>= x_language 3)))))
(define-fun region_124 ((x_route Int) (x_insured Bool) (x_language Int) (x_ties Int) (x_time_in_status Int)) Bool (and (<= x_time_in_status 60) (= x_route 0) (part_39.91 x_insured x_language x_ties)))
(assert (and (region_131 a_route a_insured a_language a_ties) (not (region_124 a_route a_insured a_language a_ties 0))))
(check-sat)
