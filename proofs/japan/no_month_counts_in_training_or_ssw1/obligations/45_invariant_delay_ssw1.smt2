; whoever is in the invariant in ssw1 is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_near_pass Bool)
(declare-const a_job Int)
(declare-const a_cause Int)
(declare-const c_counted Int)
(declare-const c_ssw1_time Int)
(declare-const c_jobless Int)
(assert (and (<= 0 a_job 2) (<= 0 a_cause 1) (>= c_counted 0) (>= c_ssw1_time 0) (>= c_jobless 0)))
(define-fun part_1.2 () Bool true)
(define-fun invariant_ssw1 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.2)))
(assert (and (and (=> (= a_cause 0) (<= (+ c_jobless (ite (= a_job 0) 1 0)) 3)) (=> (not a_near_pass) (<= (+ c_ssw1_time 1) 60)) (=> a_near_pass (<= (+ c_ssw1_time 1) 72))) (and (invariant_ssw1 c_counted) (not (invariant_ssw1 c_counted)))))
(check-sat)
