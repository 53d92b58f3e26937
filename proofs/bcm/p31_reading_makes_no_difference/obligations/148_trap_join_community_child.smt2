; whoever is in the trap in child is still in it after join_community
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_ties Int)
(declare-const c_time_in_status Int)
(assert (and (<= 0 a_ties 2) (>= c_time_in_status 0)))
(define-fun trap_child ((x_time_in_status Int)) Bool (and (< x_time_in_status 36) (> x_time_in_status 180)))
(assert (and (< a_ties 2) (<= 0 (+ a_ties 1) 2) (and (trap_child c_time_in_status) (not (trap_child c_time_in_status)))))
(check-sat)
