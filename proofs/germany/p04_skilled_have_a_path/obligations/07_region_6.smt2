; whoever is in region 6 (bluecard) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_qualification Int)
(declare-const a_language Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_language 4) (<= 0 a_job 2)))
(define-fun region_6 ((x_qualification Int) (x_language Int) (x_job Int)) Bool (or (and (= x_qualification 0) (or (and (= x_language 1) (= x_job 2)) (and (>= x_language 3) (<= x_job 1)))) (and (>= x_qualification 1) (or (and (= x_language 1) (= x_job 2)) (and (= x_language 2) (<= x_job 1))))))
(define-fun region_5 ((x_qualification Int) (x_language Int) (x_job Int)) Bool (or (and (= x_qualification 0) (= x_language 2) (= x_job 2)) (and (>= x_qualification 1) (or (and (= x_language 2) (= x_job 2)) (and (>= x_language 3) (<= x_job 1))))))
(assert (and (region_6 a_qualification a_language a_job) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_5 a_qualification (+ a_language 1) a_job))) (not (and (= a_qualification 0) (<= 0 1 2) (region_5 1 a_language a_job)))))
(check-sat)
