; whoever is in the invariant in applicant is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_employed Bool)
(declare-const a_taxes_paid Bool)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const c_time_in_status Int)
(declare-const c_steady Int)
(assert (and (<= 0 a_language 4) (>= c_time_in_status 0) (>= c_steady 0)))
(define-fun invariant_applicant ((x_employed Bool) (x_taxes_paid Bool) (x_insured Bool) (x_language Int) (x_steady Int)) Bool (and (not (or (and (not x_employed) (not x_insured) (<= x_language 2)) (and x_employed (not x_taxes_paid) (not x_insured) (<= x_language 2)))) (not (and (<= x_steady 11) x_employed x_taxes_paid (not x_insured) (<= x_language 2)))))
(assert (and (=> true (<= (+ c_time_in_status 1) 6)) (and (invariant_applicant a_employed a_taxes_paid a_insured a_language c_steady) (not (invariant_applicant a_employed a_taxes_paid a_insured a_language (+ c_steady (ite a_employed 1 0)))))))
(check-sat)
