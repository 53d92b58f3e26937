; whoever is in the trap in abroad is still in it after become_ssw2
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_skill Int)
(declare-const a_supervised Bool)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (<= 0 a_skill 3) (>= c_ssw1_time 0)))
(define-fun part_1.0 () Bool true)
(define-fun trap_abroad ((x_sector Int) (x_supervised Bool) (x_ssw1_time Int)) Bool (and (not (and (= x_sector 1) x_supervised)) (not (and (<= x_ssw1_time 59) (= x_sector 1) (not x_supervised) part_1.0))))
(define-fun part_1.37 () Bool true)
(define-fun trap_ssw2 () Bool (not part_1.37))
(assert (and (and (= a_sector 1) (= a_skill 3) a_supervised) (and (<= 0 1 2) (or (= 12 12) (= 12 36) (= 12 60)) (>= 0 0)) (and (trap_abroad a_sector a_supervised c_ssw1_time) (not trap_ssw2))))
(check-sat)
