; whoever is in the invariant in worker is still in it after job_found
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_employed Bool)
(declare-const c_time_in_status Int)
(declare-const c_residence Int)
(assert (and (>= c_time_in_status 0) (>= c_residence 0)))
(define-fun invariant_worker ((x_time_in_status Int) (x_residence Int)) Bool (not (and (>= x_time_in_status 1) (<= (+ x_residence 1) x_time_in_status))))
(assert (and (not a_employed) (and (invariant_worker c_time_in_status c_residence) (not (invariant_worker c_time_in_status c_residence)))))
(check-sat)
