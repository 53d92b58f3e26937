; whoever is in the invariant in abroad is still in it when time passes
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_seeks_asylum Bool)
(declare-const c_present Int)
(declare-const c_counted Int)
(assert (and (>= c_present 0) (>= c_counted 0)))
(define-fun invariant_abroad ((x_seeks_asylum Bool) (x_present Int) (x_counted Int)) Bool (not (and (>= x_present 1) (<= (+ x_counted 1) x_present) x_seeks_asylum)))
(assert (and (invariant_abroad a_seeks_asylum c_present c_counted) (not (invariant_abroad a_seeks_asylum c_present c_counted))))
(check-sat)
