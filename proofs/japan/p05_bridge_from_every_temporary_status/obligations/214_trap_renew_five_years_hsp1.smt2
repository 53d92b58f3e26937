; whoever is in the trap in hsp1 is still in it after renew_five_years
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_granted Int)
(declare-const a_left Bool)
(declare-const c_in_period Int)
(assert (and (<= 0 a_job 2) (or (= a_granted 12) (= a_granted 36) (= a_granted 60)) (>= c_in_period 0)))
(define-fun part_1.50 ((x_left Bool)) Bool (not x_left))
(define-fun trap_hsp1 ((x_left Bool)) Bool (not (part_1.50 x_left)))
(assert (and (and (>= c_in_period (+ a_granted (- 3))) (not (= a_job 0))) (and (or (= 60 12) (= 60 36) (= 60 60)) (>= 0 0)) (and (trap_hsp1 a_left) (not (trap_hsp1 a_left)))))
(check-sat)
