; whoever is in the trap in child is still in it after sponsor_leaves_early
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun trap_child ((x_time_in_status Int)) Bool (and (< x_time_in_status 36) (> x_time_in_status 180)))
(assert (and (< c_time_in_status 36) (trap_child c_time_in_status)))
(check-sat)
