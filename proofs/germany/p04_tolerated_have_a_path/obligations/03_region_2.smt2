; whoever is in region 2 (tolerated) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_minor_child Bool)
(declare-const a_language Int)
(declare-const a_job Int)
(declare-const a_identity_clear Bool)
(declare-const c_counted Int)
(assert (and (<= 0 a_language 4) (<= 0 a_job 2) (>= c_counted 0)))
(define-fun region_2 ((x_minor_child Bool) (x_language Int) (x_job Int) (x_identity_clear Bool)) Bool (and x_minor_child (>= x_language 2) (>= x_job 1) x_identity_clear))
(define-fun region_0 ((x_minor_child Bool) (x_language Int) (x_job Int) (x_identity_clear Bool) (x_counted Int)) Bool (and (>= x_counted 48) x_minor_child (>= x_language 2) (>= x_job 1) x_identity_clear))
(assert (and (region_2 a_minor_child a_language a_job a_identity_clear) (not (and (or (= (ite (> (+ (* (- 1) c_counted) 48) 0) (+ (* (- 1) c_counted) 48) 0) 0) (> (ite (> (+ (* (- 1) c_counted) 48) 0) (+ (* (- 1) c_counted) 48) 0) 0)) (region_0 a_minor_child a_language a_job a_identity_clear (+ c_counted (ite (> (+ (* (- 1) c_counted) 48) 0) (+ (* (- 1) c_counted) 48) 0)))))))
(check-sat)
