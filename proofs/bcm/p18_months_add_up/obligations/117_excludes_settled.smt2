; nobody in settled within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const c_time_in_status Int)
(declare-const c_residence Int)
(assert (and (>= c_time_in_status 0) (>= c_residence 0)))
(define-fun invariant_settled ((x_time_in_status Int) (x_residence Int)) Bool (not (and (>= x_time_in_status 1) (<= (+ x_residence 1) x_time_in_status))))
(define-fun bad_settled ((x_time_in_status Int) (x_residence Int)) Bool (< x_residence x_time_in_status))
(assert (and (invariant_settled c_time_in_status c_residence) (bad_settled c_time_in_status c_residence)))
(check-sat)
