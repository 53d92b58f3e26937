; nobody in returned within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun bad_returned ((x_time_in_status Int)) Bool (and (< x_time_in_status 60) (>= x_time_in_status 60)))
(assert (bad_returned c_time_in_status))
(check-sat)
