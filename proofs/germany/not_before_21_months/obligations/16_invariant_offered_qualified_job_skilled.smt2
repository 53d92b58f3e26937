; whoever is in the invariant in skilled is still in it after offered_qualified_job
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_qualification Int)
(declare-const a_job Int)
(declare-const c_time_in_status Int)
(declare-const c_titled Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_job 2) (>= c_time_in_status 0) (>= c_titled 0)))
(define-fun invariant_skilled ((x_qualification Int) (x_time_in_status Int) (x_titled Int)) Bool (and (not (and (>= x_time_in_status 4) (<= x_titled 20) (<= (+ x_titled 4) x_time_in_status) (= x_qualification 2))) (not (and (>= x_time_in_status 16) (<= x_titled 20) (<= (+ x_titled 16) x_time_in_status) (<= x_qualification 1)))))
(assert (and (and (< a_job 2) (not (= a_qualification 0))) (<= 0 2 2) (and (invariant_skilled a_qualification c_time_in_status c_titled) (not (invariant_skilled a_qualification c_time_in_status c_titled)))))
(check-sat)
