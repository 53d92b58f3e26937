; whoever is in the invariant in integrated_stay is still in it after return_home
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_seeks_asylum Bool)
(define-fun invariant_abroad ((x_seeks_asylum Bool) (x_present Int) (x_counted Int)) Bool (not (and (>= x_present 1) (<= (+ x_counted 1) x_present) x_seeks_asylum)))
(assert (and (<= 0 0 2) (not (invariant_abroad a_seeks_asylum 0 0))))
(check-sat)
