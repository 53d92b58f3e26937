; whoever is in the invariant in ssw1 is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_near_pass Bool)
(declare-const a_job Int)
(declare-const a_cause Int)
(declare-const c_ssw1_time Int)
(declare-const c_jobless Int)
(assert (and (<= 0 a_job 2) (<= 0 a_cause 1) (>= c_ssw1_time 0) (>= c_jobless 0)))
(define-fun invariant_ssw1 ((x_ssw1_time Int)) Bool (< x_ssw1_time 73))
(assert (and (and (=> (= a_cause 0) (<= (+ c_jobless (ite (= a_job 0) 1 0)) 3)) (=> (not a_near_pass) (<= (+ c_ssw1_time 1) 60)) (=> a_near_pass (<= (+ c_ssw1_time 1) 72))) (and (invariant_ssw1 c_ssw1_time) (not (invariant_ssw1 (+ c_ssw1_time 1))))))
(check-sat)
