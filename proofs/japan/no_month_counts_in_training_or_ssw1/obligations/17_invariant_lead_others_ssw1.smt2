; whoever is in the invariant in ssw1 is still in it after lead_others
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_supervised Bool)
(declare-const a_job Int)
(declare-const c_counted Int)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_job 2) (>= c_counted 0) (>= c_ssw1_time 0)))
(define-fun part_1.2 () Bool true)
(define-fun invariant_ssw1 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.2)))
(assert (and (and (= a_job 1) (>= c_ssw1_time 24) (not a_supervised)) (and (invariant_ssw1 c_counted) (not (invariant_ssw1 0)))))
(check-sat)
