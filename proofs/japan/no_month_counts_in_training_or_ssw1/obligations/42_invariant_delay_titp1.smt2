; whoever is in the invariant in titp1 is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(declare-const c_counted Int)
(assert (and (>= c_time_in_status 0) (>= c_counted 0)))
(define-fun invariant_titp1 ((x_counted Int)) Bool (< x_counted 1))
(assert (and (=> true (<= (+ c_time_in_status 1) 12)) (and (invariant_titp1 c_counted) (not (invariant_titp1 c_counted)))))
(check-sat)
