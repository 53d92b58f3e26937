; whoever is in the invariant in ssw1 is still in it after pass_ssw2_test
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_skill Int)
(declare-const a_near_pass Bool)
(declare-const c_counted Int)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_skill 3) (>= c_counted 0) (>= c_ssw1_time 0)))
(define-fun part_1.2 () Bool true)
(define-fun invariant_ssw1 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.2)))
(assert (and (and (= a_sector 1) (< a_skill 3) (or (<= c_ssw1_time 57) (and a_near_pass (<= c_ssw1_time 69)))) (<= 0 3 3) (and (invariant_ssw1 c_counted) (not (invariant_ssw1 0)))))
(check-sat)
