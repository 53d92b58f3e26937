; whoever is in region 15 (trainee) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const a_skill Int)
(assert (and (<= 0 a_language 4) (<= 0 a_skill 3)))
(define-fun region_15 ((x_language Int) (x_skill Int)) Bool (or (and (= x_language 1) (>= x_skill 2)) (and (>= x_language 2) (= x_skill 1))))
(define-fun region_7 ((x_language Int) (x_skill Int)) Bool (and (>= x_language 2) (>= x_skill 2)))
(assert (and (region_15 a_language a_skill) (not (and (<= a_skill 2) (<= 0 (+ a_skill 1) 3) (region_7 a_language (+ a_skill 1)))) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_7 (+ a_language 1) a_skill)))))
(check-sat)
