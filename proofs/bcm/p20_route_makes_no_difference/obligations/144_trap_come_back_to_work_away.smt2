; whoever is in the trap in away is still in it after come_back_to_work
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(declare-const c_residence Int)
(assert (and (>= c_time_in_status 0) (>= c_residence 0)))
(define-fun trap_away ((x_time_in_status Int) (x_residence Int)) Bool (and (< x_residence 24) (< x_time_in_status 24) (> x_residence 23) (> x_time_in_status 24)))
(assert (and (< c_residence 24) (trap_away c_time_in_status c_residence)))
(check-sat)
