; whoever is in the invariant in applicant is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(declare-const c_residence Int)
(assert (and (>= c_time_in_status 0) (>= c_residence 0)))
(define-fun invariant_applicant ((x_residence Int)) Bool (> x_residence 83))
(assert (and (=> true (<= (+ c_time_in_status 1) 6)) (and (invariant_applicant c_residence) (not (invariant_applicant (+ c_residence 1))))))
(check-sat)
