; whoever is in region 5 (bluecard) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_qualification Int)
(declare-const a_language Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_language 4) (<= 0 a_job 2)))
(define-fun region_5 ((x_qualification Int) (x_language Int) (x_job Int)) Bool (or (and (= x_qualification 0) (= x_language 2) (= x_job 2)) (and (>= x_qualification 1) (or (and (= x_language 2) (= x_job 2)) (and (>= x_language 3) (<= x_job 1))))))
(define-fun region_4 ((x_language Int) (x_job Int)) Bool (and (>= x_language 3) (= x_job 2)))
(assert (and (region_5 a_qualification a_language a_job) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_4 (+ a_language 1) a_job))) (not (and (and (< a_job 2) (not (= a_qualification 0))) (<= 0 2 2) (region_4 a_language 2)))))
(check-sat)
