; nobody in away within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(declare-const c_residence Int)
(assert (and (>= c_time_in_status 0) (>= c_residence 0)))
(define-fun bad_away ((x_time_in_status Int) (x_residence Int)) Bool (not (or (<= (+ x_time_in_status 1) 24) (< x_residence 24) (>= x_residence 24) (>= x_time_in_status 24))))
(assert (bad_away c_time_in_status c_residence))
(check-sat)
