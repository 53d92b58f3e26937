; whoever is in the invariant in abroad is still in it after become_ssw1
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const a_skill Int)
(declare-const a_training Int)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_language 5) (<= 0 a_skill 3) (<= 0 a_training 2) (>= c_ssw1_time 0)))
(define-fun part_1.2 () Bool true)
(define-fun invariant_ssw1 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.2)))
(assert (and (and (or (and (>= a_skill 2) (>= a_language 2)) (= a_training 2)) (< c_ssw1_time 60)) (<= 0 1 2) (not (invariant_ssw1 0))))
(check-sat)
