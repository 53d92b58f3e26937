; whoever is in region 4 (card) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_qualification Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_job 2)))
(define-fun region_4 ((x_qualification Int) (x_job Int)) Bool (or (= x_qualification 0) (and (>= x_qualification 1) (<= x_job 1))))
(define-fun region_0 ((x_qualification Int) (x_job Int)) Bool (and (>= x_qualification 1) (= x_job 2)))
(define-fun region_2 ((x_qualification Int) (x_job Int)) Bool (or (and (= x_qualification 0) (= x_job 2)) (and (>= x_qualification 1) (<= x_job 1))))
(define-fun region_3 ((x_qualification Int) (x_job Int)) Bool (and (= x_qualification 0) (<= x_job 1)))
(assert (and (region_4 a_qualification a_job) (not (and (<= 0 0 2) (or (region_0 a_qualification 0) (region_2 a_qualification 0) (region_3 a_qualification 0))))))
(check-sat)
