; nobody in overstay within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_lawful Int)
(assert (>= c_lawful 0))
(define-fun invariant_overstay ((x_lawful Int)) Bool (< x_lawful 1))
(define-fun bad_overstay ((x_lawful Int)) Bool (> x_lawful 0))
(assert (and (invariant_overstay c_lawful) (bad_overstay c_lawful)))
(check-sat)
