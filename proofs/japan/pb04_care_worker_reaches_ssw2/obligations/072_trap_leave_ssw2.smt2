; whoever is in the trap in ssw2 is still in it after leave
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_supervised Bool)
(declare-const c_ssw1_time Int)
(assert (and (<= 0 a_sector 1) (>= c_ssw1_time 0)))
(define-fun part_1.37 () Bool true)
(define-fun trap_ssw2 () Bool (not part_1.37))
(define-fun part_1.0 () Bool true)
(define-fun trap_abroad ((x_sector Int) (x_supervised Bool) (x_ssw1_time Int)) Bool (and (not (and (= x_sector 1) x_supervised)) (not (and (<= x_ssw1_time 59) (= x_sector 1) (not x_supervised) part_1.0))))
(assert (and (<= 0 0 2) (and trap_ssw2 (not (trap_abroad a_sector a_supervised c_ssw1_time)))))
(check-sat)
