; whoever is in region 15 (protected) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_qualification Int)
(declare-const a_language Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_language 4) (<= 0 a_job 2)))
(define-fun region_15 ((x_language Int) (x_job Int)) Bool (or (and (= x_language 2) (>= x_job 1)) (and (>= x_language 3) (= x_job 0))))
(define-fun region_14 ((x_language Int) (x_job Int)) Bool (and (>= x_language 3) (>= x_job 1)))
(assert (and (region_15 a_language a_job) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_14 (+ a_language 1) a_job))) (not (and (and (< a_job 2) (not (= a_qualification 0))) (<= 0 2 2) (region_14 a_language 2))) (not (and (= a_job 0) (<= 0 1 2) (region_14 a_language 1)))))
(check-sat)
