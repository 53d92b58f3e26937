; whoever is in the trap in divorced is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_degree Bool)
(declare-const a_granted Int)
(declare-const a_left Bool)
(declare-const c_time_in_status Int)
(declare-const c_in_period Int)
(assert (and (or (= a_granted 12) (= a_granted 36) (= a_granted 60)) (>= c_time_in_status 0) (>= c_in_period 0)))
(define-fun part_1.53 ((x_left Bool)) Bool (not x_left))
(define-fun trap_divorced ((x_degree Bool) (x_left Bool)) Bool (not (and x_degree (part_1.53 x_left))))
(assert (and (and (=> true (<= (+ c_time_in_status 1) 6)) (=> true (<= (+ c_in_period 1) a_granted))) (and (trap_divorced a_degree a_left) (not (trap_divorced a_degree a_left)))))
(check-sat)
