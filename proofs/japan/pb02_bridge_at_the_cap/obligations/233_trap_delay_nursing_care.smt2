; whoever is in the trap in nursing_care is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_cause Int)
(declare-const a_granted Int)
(declare-const a_left Bool)
(declare-const c_jobless Int)
(declare-const c_in_period Int)
(assert (and (<= 0 a_job 2) (<= 0 a_cause 1) (or (= a_granted 12) (= a_granted 36) (= a_granted 60)) (>= c_jobless 0) (>= c_in_period 0)))
(define-fun part_1.51 ((x_left Bool)) Bool (not x_left))
(define-fun trap_nursing_care ((x_left Bool)) Bool (not (part_1.51 x_left)))
(assert (and (and (=> (= a_cause 0) (<= (+ c_jobless (ite (= a_job 0) 1 0)) 3)) (=> true (<= (+ c_in_period 1) a_granted))) (and (trap_nursing_care a_left) (not (trap_nursing_care a_left)))))
(check-sat)
