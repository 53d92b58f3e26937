; whoever is in the invariant in titp3 is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(declare-const c_counted Int)
(assert (and (>= c_time_in_status 0) (>= c_counted 0)))
(define-fun part_1.1 () Bool true)
(define-fun invariant_titp3 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.1)))
(assert (and (=> true (<= (+ c_time_in_status 1) 24)) (and (invariant_titp3 c_counted) (not (invariant_titp3 c_counted)))))
(check-sat)
