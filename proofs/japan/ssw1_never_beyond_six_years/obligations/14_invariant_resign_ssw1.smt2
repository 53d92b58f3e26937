; whoever is in the invariant in ssw1 is still in it after resign
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_job 2) (>= c_ssw1_time 0)))
(define-fun invariant_ssw1 ((x_ssw1_time Int)) Bool (< x_ssw1_time 73))
(assert (and (not (= a_job 0)) (and (<= 0 0 2) (<= 0 0 1)) (and (invariant_ssw1 c_ssw1_time) (not (invariant_ssw1 c_ssw1_time)))))
(check-sat)
