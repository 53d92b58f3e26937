; everybody in engineer whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_cause Int)
(assert (and (<= 0 a_job 2) (<= 0 a_cause 1)))
(define-fun origin_engineer ((x_job Int) (x_cause Int)) Bool (and (= x_job 0) (= x_cause 1)))
(define-fun region_0 ((x_job Int) (x_cause Int)) Bool (and (= x_job 0) (= x_cause 1)))
(assert (and (origin_engineer a_job a_cause) (not (region_0 a_job a_cause))))
(check-sat)
