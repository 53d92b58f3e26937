; whoever is in region 0 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_qualification Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_job 2)))
(define-fun region_0 ((x_qualification Int) (x_job Int)) Bool (and (>= x_qualification 1) (= x_job 2)))
(assert (and (region_0 a_qualification a_job) (not (and (not (= a_qualification 0)) (= a_job 2)))))
(check-sat)
