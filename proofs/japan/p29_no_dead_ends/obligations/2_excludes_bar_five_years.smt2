; nobody in bar_five_years within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_language 5) (>= c_time_in_status 0)))
(define-fun bad_bar_five_years ((x_language Int) (x_time_in_status Int)) Bool (not (or (<= (+ x_time_in_status 1) 60) (and (< x_language 5) (>= (+ x_language 1) 0) (<= (+ x_language 1) 5)) (>= x_time_in_status 60))))
(assert (bad_bar_five_years a_language c_time_in_status))
(check-sat)
