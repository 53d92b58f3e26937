; whoever is in the invariant in procedure is still in it after show_papers
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_identity_clear Bool)
(declare-const c_present Int)
(declare-const c_counted Int)
(assert (and (>= c_present 0) (>= c_counted 0)))
(define-fun invariant_procedure ((x_present Int) (x_counted Int)) Bool (not (and (>= x_present 1) (<= (+ x_counted 1) x_present))))
(assert (and (not a_identity_clear) (and (invariant_procedure c_present c_counted) (not (invariant_procedure c_present c_counted)))))
(check-sat)
