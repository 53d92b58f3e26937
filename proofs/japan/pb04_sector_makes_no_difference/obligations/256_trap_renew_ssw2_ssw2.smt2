; whoever is in the trap in ssw2 is still in it after renew_ssw2
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_job Int)
(declare-const a_granted Int)
(declare-const c_in_period Int)
(assert (and (<= 0 a_job 2) (or (= a_granted 12) (= a_granted 36) (= a_granted 60)) (>= c_in_period 0)))
(define-fun part_1.37 () Bool true)
(define-fun trap_ssw2 () Bool (not part_1.37))
(assert (and (and (>= c_in_period (+ a_granted (- 3))) (not (= a_job 0))) (and (or (= 36 12) (= 36 36) (= 36 60)) (>= 0 0)) (and trap_ssw2 (not trap_ssw2))))
(check-sat)
