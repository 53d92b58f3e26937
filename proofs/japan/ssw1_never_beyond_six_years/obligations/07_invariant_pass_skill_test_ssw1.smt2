; whoever is in the invariant in ssw1 is still in it after pass_skill_test
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_skill Int)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_skill 3) (>= c_ssw1_time 0)))
(define-fun invariant_ssw1 ((x_ssw1_time Int)) Bool (< x_ssw1_time 73))
(assert (and (< a_skill 2) (<= 0 (+ a_skill 1) 3) (and (invariant_ssw1 c_ssw1_time) (not (invariant_ssw1 c_ssw1_time)))))
(check-sat)
