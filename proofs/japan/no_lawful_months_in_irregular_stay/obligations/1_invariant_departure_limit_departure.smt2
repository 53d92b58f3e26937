; whoever is in the invariant in departure is still in it after departure_limit
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun invariant_overstay ((x_lawful Int)) Bool (< x_lawful 1))
(assert (and (>= c_time_in_status 1) (not (invariant_overstay 0))))
(check-sat)
