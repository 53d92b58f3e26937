; whoever is in the invariant in abroad is still in it after enter_training
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_training Int)
(assert (<= 0 a_training 2))
(define-fun invariant_titp1 ((x_counted Int)) Bool (< x_counted 1))
(assert (and (= a_training 0) (and (<= 0 1 2) (<= 0 1 2)) (not (invariant_titp1 0))))
(check-sat)
