; whoever is in the trap in abroad is still in it after pass_ssw2_test_abroad
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_skill Int)
(declare-const a_supervised Bool)
(declare-const a_left Bool)
(assert (and (<= 0 a_sector 1) (<= 0 a_skill 3)))
(define-fun trap_abroad ((x_left Bool)) Bool x_left)
(assert (and (and (= a_sector 1) (< a_skill 3) a_supervised) (<= 0 3 3) (and (trap_abroad a_left) (not (trap_abroad a_left)))))
(check-sat)
