; whoever is in the invariant in family is still in it after study
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const c_time_in_status Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_language 4) (>= c_time_in_status 0) (>= c_residence 0)))
(define-fun invariant_family ((x_time_in_status Int) (x_residence Int)) Bool (not (and (>= x_time_in_status 1) (<= (+ x_residence 1) x_time_in_status))))
(assert (and (< a_language 4) (<= 0 (+ a_language 1) 4) (and (invariant_family c_time_in_status c_residence) (not (invariant_family c_time_in_status c_residence)))))
(check-sat)
