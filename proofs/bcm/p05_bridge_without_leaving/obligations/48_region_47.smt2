; whoever is in region 47 (worker) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_has_left Bool)
(declare-const c_residence Int)
(assert (and (<= 0 a_language 4) (>= c_residence 0)))
(define-fun part_29.39 ((x_insured Bool) (x_language Int) (x_has_left Bool)) Bool (or (and (not x_insured) (= x_language 2) (not x_has_left)) (and x_insured (= x_language 1) (not x_has_left))))
(define-fun region_47 ((x_insured Bool) (x_language Int) (x_has_left Bool) (x_residence Int)) Bool (and (>= x_residence 24) (part_29.39 x_insured x_language x_has_left)))
(define-fun part_28.38 ((x_insured Bool) (x_language Int) (x_has_left Bool)) Bool (or (and (not x_insured) (>= x_language 3) (not x_has_left)) (and x_insured (= x_language 2) (not x_has_left))))
(define-fun region_46 ((x_insured Bool) (x_language Int) (x_has_left Bool) (x_residence Int)) Bool (and (>= x_residence 24) (part_28.38 x_insured x_language x_has_left)))
(assert (and (region_47 a_insured a_language a_has_left c_residence) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_46 a_insured (+ a_language 1) a_has_left c_residence)))))
(check-sat)
