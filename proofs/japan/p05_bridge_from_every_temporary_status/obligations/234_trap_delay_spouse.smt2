; whoever is in the trap in spouse is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_granted Int)
(declare-const a_left Bool)
(declare-const c_in_period Int)
(assert (and (or (= a_granted 12) (= a_granted 36) (= a_granted 60)) (>= c_in_period 0)))
(define-fun part_1.52 ((x_left Bool)) Bool (not x_left))
(define-fun trap_spouse ((x_left Bool)) Bool (not (part_1.52 x_left)))
(assert (and (=> true (<= (+ c_in_period 1) a_granted)) (and (trap_spouse a_left) (not (trap_spouse a_left)))))
(check-sat)
