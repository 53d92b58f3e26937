; nobody in applicant within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_residence Int)
(assert (>= c_residence 0))
(define-fun invariant_applicant ((x_residence Int)) Bool (> x_residence 83))
(define-fun bad_applicant ((x_residence Int)) Bool (< x_residence 84))
(assert (and (invariant_applicant c_residence) (bad_applicant c_residence)))
(check-sat)
