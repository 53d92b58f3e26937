; whoever is in region 185 (worker) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_ties Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_route 3) (<= 0 a_language 4) (<= 0 a_ties 2) (>= c_residence 0)))
(define-fun region_185 ((x_route Int) (x_insured Bool) (x_language Int) (x_ties Int) (x_residence Int)) Bool (and (<= x_residence 23) (= x_route 0) (or (and (not x_insured) (>= x_language 3) (>= x_ties 1)) (and x_insured (or (and (<= x_language 2) (>= x_ties 1)) (>= x_language 3))))))
(define-fun region_162 ((x_route Int) (x_employed Bool) (x_time_in_status Int) (x_residence Int) (x_jobless Int)) Bool (and (<= x_time_in_status 24) (<= x_time_in_status (+ x_jobless 18)) (<= x_residence 23) (= x_route 0) (not x_employed)))
(assert (and (region_185 a_route a_insured a_language a_ties c_residence) (not (region_162 a_route false 0 c_residence 0))))
(check-sat)
