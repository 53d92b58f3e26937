; everybody in trainee whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const a_skill Int)
(assert (and (<= 0 a_language 4) (<= 0 a_skill 3)))
(define-fun region_7 ((x_language Int) (x_skill Int)) Bool (and (>= x_language 2) (>= x_skill 2)))
(define-fun region_15 ((x_language Int) (x_skill Int)) Bool (or (and (= x_language 1) (>= x_skill 2)) (and (>= x_language 2) (= x_skill 1))))
(define-fun region_16 ((x_language Int) (x_skill Int)) Bool (or (and (= x_language 0) (>= x_skill 2)) (and (= x_language 1) (= x_skill 1)) (and (>= x_language 2) (= x_skill 0))))
(define-fun region_17 ((x_language Int) (x_skill Int)) Bool (or (and (= x_language 0) (= x_skill 1)) (and (= x_language 1) (= x_skill 0))))
(define-fun region_18 ((x_language Int) (x_skill Int)) Bool (and (= x_language 0) (= x_skill 0)))
(assert (not (or (region_7 a_language a_skill) (region_15 a_language a_skill) (region_16 a_language a_skill) (region_17 a_language a_skill) (region_18 a_language a_skill))))
(check-sat)
