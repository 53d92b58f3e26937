; whoever is in region 10 (worker) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_language 4) (>= c_residence 0)))
(define-fun region_10 ((x_insured Bool) (x_language Int) (x_residence Int)) Bool (and (>= x_residence 24) (not x_insured) (= x_language 0)))
(define-fun part_3.2 ((x_insured Bool) (x_language Int)) Bool (or (and (not x_insured) (= x_language 1)) (and x_insured (= x_language 0))))
(define-fun region_9 ((x_insured Bool) (x_language Int) (x_residence Int)) Bool (and (>= x_residence 24) (part_3.2 x_insured x_language)))
(assert (and (region_10 a_insured a_language c_residence) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_9 a_insured (+ a_language 1) c_residence)))))
(check-sat)
