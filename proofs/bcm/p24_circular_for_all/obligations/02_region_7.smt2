; whoever is in region 7 (trainee) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const a_skill Int)
(assert (and (<= 0 a_language 4) (<= 0 a_skill 3)))
(define-fun region_7 ((x_language Int) (x_skill Int)) Bool (and (>= x_language 2) (>= x_skill 2)))
(define-fun region_0 () Bool true)
(assert (and (region_7 a_language a_skill) (not (and (and (>= a_skill 2) (>= a_language 2)) region_0))))
(check-sat)
