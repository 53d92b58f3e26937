; whoever is in the trap in spouse is still in it after divorced_early
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_degree Bool)
(declare-const a_left Bool)
(declare-const c_marriage Int)
(assert (>= c_marriage 0))
(define-fun part_1.52 ((x_left Bool)) Bool (not x_left))
(define-fun trap_spouse ((x_left Bool)) Bool (not (part_1.52 x_left)))
(define-fun part_1.53 ((x_left Bool)) Bool (not x_left))
(define-fun trap_divorced ((x_degree Bool) (x_left Bool)) Bool (not (and x_degree (part_1.53 x_left))))
(assert (and (< c_marriage 36) (<= 0 1 2) (and (trap_spouse a_left) (not (trap_divorced a_degree a_left)))))
(check-sat)
