; whoever is in region 18 (trainee) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const a_skill Int)
(assert (and (<= 0 a_language 4) (<= 0 a_skill 3)))
(define-fun region_18 ((x_language Int) (x_skill Int)) Bool (and (= x_language 0) (= x_skill 0)))
(define-fun region_17 ((x_language Int) (x_skill Int)) Bool (or (and (= x_language 0) (= x_skill 1)) (and (= x_language 1) (= x_skill 0))))
(assert (and (region_18 a_language a_skill) (not (and (<= a_skill 2) (<= 0 (+ a_skill 1) 3) (region_17 a_language (+ a_skill 1))))))
(check-sat)
