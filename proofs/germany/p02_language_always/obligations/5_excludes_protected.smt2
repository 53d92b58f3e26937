; nobody in protected within the invariant is as the property forbids
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_language Int)
(declare-const a_job Int)
(declare-const c_titled Int)
(assert (and (<= 0 a_language 4) (<= 0 a_job 2) (>= c_titled 0)))
(define-fun has_work.8 ((x_job Int)) Bool (not (= x_job 0)))
(define-fun ne_general.9 ((x_language Int) (x_titled Int)) Bool (and (>= x_titled 60) (>= x_language 3)))
(define-fun bad_protected ((x_language Int) (x_job Int) (x_titled Int)) Bool (and (< x_language 1) (has_work.8 x_job) (ne_general.9 x_language x_titled)))
(assert (bad_protected a_language a_job c_titled))
(check-sat)
