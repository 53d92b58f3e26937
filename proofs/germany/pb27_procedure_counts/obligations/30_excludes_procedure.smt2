; nobody in procedure within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_present Int)
(declare-const c_counted Int)
(assert (and (>= c_present 0) (>= c_counted 0)))
(define-fun invariant_procedure ((x_present Int) (x_counted Int)) Bool (not (and (>= x_present 1) (<= (+ x_counted 1) x_present))))
(define-fun bad_procedure ((x_present Int) (x_counted Int)) Bool (< x_counted x_present))
(assert (and (invariant_procedure c_present c_counted) (bad_procedure c_present c_counted)))
(check-sat)
