; whoever is in region 1 (tolerated) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_minor_child Bool)
(declare-const a_language Int)
(declare-const a_job Int)
(declare-const a_identity_clear Bool)
(declare-const c_counted Int)
(assert (and (<= 0 a_language 4) (<= 0 a_job 2) (>= c_counted 0)))
(define-fun region_1 ((x_minor_child Bool) (x_language Int) (x_job Int) (x_identity_clear Bool) (x_counted Int)) Bool (and (>= x_counted 72) (not x_minor_child) (>= x_language 2) (>= x_job 1) x_identity_clear))
(assert (and (region_1 a_minor_child a_language a_job a_identity_clear c_counted) (not (and (or (>= c_counted 72) (and a_minor_child (>= c_counted 48))) (>= a_language 2) (not (= a_job 0)) a_identity_clear))))
(check-sat)
