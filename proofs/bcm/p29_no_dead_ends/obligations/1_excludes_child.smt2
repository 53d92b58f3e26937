; nobody in child within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_ties Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_language 4) (<= 0 a_ties 2) (>= c_time_in_status 0)))
(define-fun bad_child ((x_insured Bool) (x_language Int) (x_ties Int) (x_time_in_status Int)) Bool (not (or (<= (+ x_time_in_status 1) 180) (>= x_time_in_status 36) (< x_time_in_status 36) (and (< x_language 4) (>= (+ x_language 1) 0) (<= (+ x_language 1) 4)) (not x_insured) (and (< x_ties 2) (>= (+ x_ties 1) 0) (<= (+ x_ties 1) 2)) (>= x_time_in_status 180))))
(assert (bad_child a_insured a_language a_ties c_time_in_status))
(check-sat)
