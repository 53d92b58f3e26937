; whoever is in the invariant in bluecard is still in it after lose_job
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const c_time_in_status Int)
(declare-const c_titled Int)
(assert (and (<= 0 a_job 2) (>= c_time_in_status 0) (>= c_titled 0)))
(define-fun invariant_bluecard ((x_time_in_status Int) (x_titled Int)) Bool (not (and (>= x_time_in_status 1) (<= x_titled 20) (<= (+ x_titled 1) x_time_in_status))))
(assert (and (not (= a_job 0)) (<= 0 0 2) (and (invariant_bluecard c_time_in_status c_titled) (not (invariant_bluecard c_time_in_status c_titled)))))
(check-sat)
