; everybody in card whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_qualification Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_job 2)))
(define-fun region_1 ((x_qualification Int) (x_job Int)) Bool (and (>= x_qualification 1) (= x_job 2)))
(define-fun region_4 ((x_qualification Int) (x_job Int)) Bool (or (= x_qualification 0) (and (>= x_qualification 1) (<= x_job 1))))
(assert (not (or (region_1 a_qualification a_job) (region_4 a_qualification a_job))))
(check-sat)
