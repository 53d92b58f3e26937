; nobody in returned within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_route 3) (>= c_time_in_status 0)))
(define-fun bad_returned ((x_route Int) (x_time_in_status Int)) Bool (not (or (<= (+ x_time_in_status 1) 60) (not (= x_route 2)) (= x_route 2) (>= x_time_in_status 60))))
(assert (bad_returned a_route c_time_in_status))
(check-sat)
