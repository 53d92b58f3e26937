; whoever is in region 84 (own_child) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_indicator_rule Int)
(declare-const a_offended Bool)
(declare-const c_residence Int)
(assert (and (<= 0 a_indicator_rule 2) (>= c_residence 0)))
(define-fun region_84 ((x_indicator_rule Int) (x_offended Bool)) Bool (and (not (= x_indicator_rule 1)) (not x_offended)))
(define-fun region_82 ((x_indicator_rule Int) (x_offended Bool) (x_residence Int)) Bool (and (>= x_residence 24) (not (= x_indicator_rule 1)) (not x_offended)))
(assert (and (region_84 a_indicator_rule a_offended) (not (and (or (= (ite (> (+ (* (- 1) c_residence) 24) 0) (+ (* (- 1) c_residence) 24) 0) 0) (> (ite (> (+ (* (- 1) c_residence) 24) 0) (+ (* (- 1) c_residence) 24) 0) 0)) (region_82 a_indicator_rule a_offended (+ c_residence (ite (> (+ (* (- 1) c_residence) 24) 0) (+ (* (- 1) c_residence) 24) 0)))))))
(check-sat)
