; whoever is in region 2 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_qualification Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_job 2)))
(define-fun region_2 ((x_qualification Int) (x_job Int)) Bool (or (and (= x_qualification 0) (= x_job 2)) (and (>= x_qualification 1) (<= x_job 1))))
(define-fun region_0 ((x_qualification Int) (x_job Int)) Bool (and (>= x_qualification 1) (= x_job 2)))
(assert (and (region_2 a_qualification a_job) (not (and (= a_qualification 0) (<= 0 1 2) (region_0 1 a_job))) (not (and (and (< a_job 2) (not (= a_qualification 0))) (<= 0 2 2) (region_0 a_qualification 2)))))
(check-sat)
