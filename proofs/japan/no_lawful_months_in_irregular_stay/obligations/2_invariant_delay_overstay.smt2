; whoever is in the invariant in overstay is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_lawful Int)
(assert (>= c_lawful 0))
(define-fun invariant_overstay ((x_lawful Int)) Bool (< x_lawful 1))
(assert (and (invariant_overstay c_lawful) (not (invariant_overstay c_lawful))))
(check-sat)
