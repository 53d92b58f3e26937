; whoever is in region 11 (tolerated) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_minor_child Bool)
(declare-const a_language Int)
(declare-const a_job Int)
(declare-const a_identity_clear Bool)
(assert (and (<= 0 a_language 4) (<= 0 a_job 2)))
(define-fun region_11 ((x_minor_child Bool) (x_language Int) (x_job Int) (x_identity_clear Bool)) Bool (and (not x_minor_child) (= x_language 0) (= x_job 0) (not x_identity_clear)))
(define-fun part_3.2 ((x_language Int) (x_job Int) (x_identity_clear Bool)) Bool (or (and (= x_language 0) (or (and (= x_job 0) x_identity_clear) (and (>= x_job 1) (not x_identity_clear)))) (and (= x_language 1) (= x_job 0) (not x_identity_clear))))
(define-fun region_10 ((x_minor_child Bool) (x_language Int) (x_job Int) (x_identity_clear Bool)) Bool (and (not x_minor_child) (part_3.2 x_language x_job x_identity_clear)))
(assert (and (region_11 a_minor_child a_language a_job a_identity_clear) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_10 a_minor_child (+ a_language 1) a_job a_identity_clear)))))
(check-sat)
