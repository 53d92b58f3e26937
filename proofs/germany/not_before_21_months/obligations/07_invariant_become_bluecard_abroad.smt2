; whoever is in the invariant in abroad is still in it after become_bluecard
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_salary_high Bool)
(declare-const a_qualification Int)
(declare-const a_job Int)
(declare-const c_titled Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_job 2) (>= c_titled 0)))
(define-fun invariant_bluecard ((x_time_in_status Int) (x_titled Int)) Bool (not (and (>= x_time_in_status 1) (<= x_titled 20) (<= (+ x_titled 1) x_time_in_status))))
(assert (and (and (not (= a_qualification 0)) (= a_job 2) a_salary_high) (not (invariant_bluecard 0 c_titled))))
(check-sat)
