; whoever is in region 9 (bluecard) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_qualification Int)
(declare-const a_language Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_language 4) (<= 0 a_job 2)))
(define-fun region_9 ((x_qualification Int) (x_language Int) (x_job Int)) Bool (and (= x_qualification 0) (= x_language 0) (<= x_job 1)))
(define-fun region_8 ((x_qualification Int) (x_language Int) (x_job Int)) Bool (or (and (= x_qualification 0) (= x_language 1) (<= x_job 1)) (and (>= x_qualification 1) (= x_language 0) (<= x_job 1))))
(assert (and (region_9 a_qualification a_language a_job) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_8 a_qualification (+ a_language 1) a_job)))))
(check-sat)
