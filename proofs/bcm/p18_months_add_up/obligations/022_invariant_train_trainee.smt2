; whoever is in the invariant in trainee is still in it after train
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_skill Int)
(declare-const c_time_in_status Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_skill 3) (>= c_time_in_status 0) (>= c_residence 0)))
(define-fun invariant_trainee ((x_time_in_status Int) (x_residence Int)) Bool (not (and (>= x_time_in_status 1) (<= (+ x_residence 1) x_time_in_status))))
(assert (and (<= a_skill 2) (<= 0 (+ a_skill 1) 3) (and (invariant_trainee c_time_in_status c_residence) (not (invariant_trainee c_time_in_status c_residence)))))
(check-sat)
