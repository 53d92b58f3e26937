; whoever is in region 18 (protected) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const a_job Int)
(assert (and (<= 0 a_language 4) (<= 0 a_job 2)))
(define-fun region_18 ((x_language Int) (x_job Int)) Bool (and (= x_language 0) (= x_job 0)))
(define-fun region_17 ((x_language Int) (x_job Int)) Bool (or (and (= x_language 0) (>= x_job 1)) (and (= x_language 1) (= x_job 0))))
(assert (and (region_18 a_language a_job) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_17 (+ a_language 1) a_job)))))
(check-sat)
