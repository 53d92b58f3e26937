; whoever is in the invariant in abroad is still in it after join_family
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const c_residence Int)
(assert (and (<= 0 a_route 3) (>= c_residence 0)))
(define-fun invariant_family ((x_time_in_status Int) (x_residence Int)) Bool (not (and (>= x_time_in_status 1) (<= (+ x_residence 1) x_time_in_status))))
(assert (and (= a_route 1) (not (invariant_family 0 c_residence))))
(check-sat)
