; whoever is in the invariant in titp_leave is still in it after to_third_stage
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(assert (>= c_time_in_status 0))
(define-fun part_1.1 () Bool true)
(define-fun invariant_titp3 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.1)))
(assert (and (>= c_time_in_status 1) (not (invariant_titp3 0))))
(check-sat)
