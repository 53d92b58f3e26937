; whoever is in the trap in overstay is still in it after deported
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(define-fun part_1.1 ((x_left Bool)) Bool (not x_left))
(define-fun trap_bar_five_years ((x_left Bool) (x_time_in_status Int)) Bool (and (not (and (>= x_time_in_status 60) (part_1.1 x_left))) (not (and (<= x_time_in_status 60) (part_1.1 x_left)))))
(assert (and (<= 0 0 2) (not (trap_bar_five_years true 0))))
(check-sat)
