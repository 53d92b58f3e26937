; whoever is in region 0 (engineer) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_cause Int)
(assert (and (<= 0 a_job 2) (<= 0 a_cause 1)))
(define-fun region_0 ((x_job Int) (x_cause Int)) Bool (and (= x_job 0) (= x_cause 1)))
(assert (and (region_0 a_job a_cause) (not (and (= a_job 0) (= a_cause 1)))))
(check-sat)
