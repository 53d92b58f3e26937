; whoever is in the trap in engineer is still in it after renew_work
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_granted Int)
(declare-const a_left Bool)
(declare-const c_in_period Int)
(assert (and (<= 0 a_job 2) (or (= a_granted 12) (= a_granted 36) (= a_granted 60)) (>= c_in_period 0)))
(declare-const any_granted Int)
(define-fun part_1.49 ((x_left Bool)) Bool (not x_left))
(define-fun trap_engineer ((x_left Bool)) Bool (not (part_1.49 x_left)))
(assert (and (and (>= c_in_period (+ a_granted (- 3))) (not (= a_job 0))) (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (and (or (= any_granted 12) (= any_granted 36) (= any_granted 60)) (>= 0 0)) (and (trap_engineer a_left) (not (trap_engineer a_left)))))
(check-sat)
