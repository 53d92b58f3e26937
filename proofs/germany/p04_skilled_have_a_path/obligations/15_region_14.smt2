; whoever is in region 14 (protected) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const a_job Int)
(declare-const c_titled Int)
(assert (and (<= 0 a_language 4) (<= 0 a_job 2) (>= c_titled 0)))
(define-fun region_14 ((x_language Int) (x_job Int)) Bool (and (>= x_language 3) (>= x_job 1)))
(define-fun region_3 ((x_language Int) (x_job Int) (x_titled Int)) Bool (and (>= x_titled 60) (>= x_language 3) (>= x_job 1)))
(assert (and (region_14 a_language a_job) (not (and (or (= (ite (> (+ (* (- 1) c_titled) 60) 0) (+ (* (- 1) c_titled) 60) 0) 0) (> (ite (> (+ (* (- 1) c_titled) 60) 0) (+ (* (- 1) c_titled) 60) 0) 0)) (region_3 a_language a_job (+ c_titled (ite (> (+ (* (- 1) c_titled) 60) 0) (+ (* (- 1) c_titled) 60) 0)))))))
(check-sat)
