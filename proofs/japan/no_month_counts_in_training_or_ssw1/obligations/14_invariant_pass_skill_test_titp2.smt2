; whoever is in the invariant in titp2 is still in it after pass_skill_test
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_skill Int)
(declare-const c_counted Int)
(assert (and (<= 0 a_skill 3) (>= c_counted 0)))
(define-fun part_1.0 () Bool true)
(define-fun invariant_titp2 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.0)))
(assert (and (< a_skill 2) (<= 0 (+ a_skill 1) 3) (and (invariant_titp2 c_counted) (not (invariant_titp2 0)))))
(check-sat)
