; whoever is in the invariant in titp1 is still in it after study
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const c_counted Int)
(assert (and (<= 0 a_language 5) (>= c_counted 0)))
(define-fun invariant_titp1 ((x_counted Int)) Bool (< x_counted 1))
(assert (and (< a_language 5) (<= 0 (+ a_language 1) 5) (and (invariant_titp1 c_counted) (not (invariant_titp1 0)))))
(check-sat)
