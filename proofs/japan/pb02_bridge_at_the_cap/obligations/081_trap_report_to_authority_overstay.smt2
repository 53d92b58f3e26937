; whoever is in the trap in overstay is still in it after report_to_authority
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(define-fun part_1.0 ((x_left Bool)) Bool (not x_left))
(define-fun trap_bar_one_year ((x_left Bool) (x_time_in_status Int)) Bool (and (not (and (>= x_time_in_status 12) (part_1.0 x_left))) (not (and (<= x_time_in_status 12) (part_1.0 x_left)))))
(assert (and (<= 0 0 2) (not (trap_bar_one_year true 0))))
(check-sat)
