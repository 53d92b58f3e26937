; whoever is in the invariant in ssw1 is still in it after fail_narrowly
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_near_pass Bool)
(declare-const c_counted Int)
(declare-const c_ssw1_time Int)
(assert (and (>= c_counted 0) (>= c_ssw1_time 0)))
(define-fun part_1.2 () Bool true)
(define-fun invariant_ssw1 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.2)))
(assert (and (and (not a_near_pass) (<= c_ssw1_time 57)) (and (invariant_ssw1 c_counted) (not (invariant_ssw1 0)))))
(check-sat)
