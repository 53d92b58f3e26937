; everybody who starts in abroad is within the invariant
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_seeks_asylum Bool)
(declare-const a_language Int)
(declare-const a_job Int)
(declare-const c_time_in_status Int)
(declare-const c_present Int)
(declare-const c_counted Int)
(declare-const c_titled Int)
(assert (and (<= 0 a_language 4) (<= 0 a_job 2) (>= c_time_in_status 0) (>= c_present 0) (>= c_counted 0) (>= c_titled 0)))
(define-fun invariant_abroad ((x_seeks_asylum Bool) (x_present Int) (x_counted Int)) Bool (not (and (>= x_present 1) (<= (+ x_counted 1) x_present) x_seeks_asylum)))
(assert (and (= a_language 0) (= a_job 0) (= c_time_in_status 0) (= c_present 0) (= c_counted 0) (= c_titled 0) (not (invariant_abroad a_seeks_asylum c_present c_counted))))
(check-sat)
