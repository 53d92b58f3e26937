; whoever is in the invariant in titp1 is still in it after to_second_stage
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_skill Int)
(declare-const c_counted Int)
(assert (and (<= 0 a_skill 3) (>= c_counted 0)))
(define-fun invariant_titp1 ((x_counted Int)) Bool (< x_counted 1))
(define-fun part_1.0 () Bool true)
(define-fun invariant_titp2 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.0)))
(assert (and (>= a_skill 1) (and (invariant_titp1 c_counted) (not (invariant_titp2 0)))))
(check-sat)
