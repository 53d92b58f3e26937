; whoever is in the invariant in returned is still in it after rejoin_parent
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_route 3) (>= c_residence 0)))
(define-fun invariant_child ((x_time_in_status Int) (x_residence Int)) Bool (not (and (>= x_time_in_status 1) (<= (+ x_residence 1) x_time_in_status))))
(assert (and (= a_route 2) (not (invariant_child 0 c_residence))))
(check-sat)
