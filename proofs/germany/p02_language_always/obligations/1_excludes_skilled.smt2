; nobody in skilled within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_qualification Int)
(declare-const a_language Int)
(declare-const a_job Int)
(declare-const c_time_in_status Int)
(declare-const c_titled Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_language 4) (<= 0 a_job 2) (>= c_time_in_status 0) (>= c_titled 0)))
(define-fun has_work.0 ((x_job Int)) Bool (not (= x_job 0)))
(define-fun ne_general.1 ((x_language Int) (x_titled Int)) Bool (and (>= x_titled 60) (>= x_language 3)))
(define-fun bad_skilled ((x_qualification Int) (x_language Int) (x_job Int) (x_time_in_status Int) (x_titled Int)) Bool (and (< x_language 1) (has_work.0 x_job) (or (and (>= x_time_in_status 36) (>= x_language 3)) (and (= x_qualification 2) (>= x_time_in_status 24) (>= x_language 3)) (ne_general.1 x_language x_titled))))
(assert (bad_skilled a_qualification a_language a_job c_time_in_status c_titled))
(check-sat)
