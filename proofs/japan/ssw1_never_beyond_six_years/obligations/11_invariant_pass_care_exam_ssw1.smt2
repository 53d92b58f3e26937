; whoever is in the invariant in ssw1 is still in it after pass_care_exam
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_language Int)
(declare-const a_care_exam Bool)
(declare-const a_near_pass Bool)
(declare-const a_training Int)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_language 5) (<= 0 a_training 2) (>= c_ssw1_time 0)))
(define-fun invariant_ssw1 ((x_ssw1_time Int)) Bool (< x_ssw1_time 73))
(assert (and (and (= a_sector 0) (not a_care_exam) (>= a_language 3) (or (>= c_ssw1_time 36) (= a_training 2)) (or (<= c_ssw1_time 57) (and a_near_pass (<= c_ssw1_time 69)))) (and (invariant_ssw1 c_ssw1_time) (not (invariant_ssw1 c_ssw1_time)))))
(check-sat)
