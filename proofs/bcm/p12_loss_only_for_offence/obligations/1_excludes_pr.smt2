; nobody in pr within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_offended Bool)
(define-fun bad_pr ((x_offended Bool)) Bool (and (not x_offended) x_offended))
(assert (bad_pr a_offended))
(check-sat)
