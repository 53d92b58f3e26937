; whoever is in the invariant in applicant is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_ties Int)
(declare-const c_time_in_status Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_language 4) (<= 0 a_ties 2) (>= c_time_in_status 0) (>= c_residence 0)))
(define-fun invariant_applicant ((x_insured Bool) (x_language Int) (x_ties Int) (x_residence Int)) Bool (and (not (and (not x_insured) (<= x_language 2) (= x_ties 0))) (not (and (<= x_residence 59) (not x_insured) (<= x_language 2) (>= x_ties 1)))))
(assert (and (=> true (<= (+ c_time_in_status 1) 6)) (and (invariant_applicant a_insured a_language a_ties c_residence) (not (invariant_applicant a_insured a_language a_ties (+ c_residence 1))))))
(check-sat)
