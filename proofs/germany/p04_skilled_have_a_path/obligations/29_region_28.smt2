; whoever is in region 28 (skilled) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_salary_high Bool)
(declare-const a_seeks_asylum Bool)
(declare-const a_qualification Int)
(declare-const a_language Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_language 4) (<= 0 a_job 2)))
(define-fun region_28 ((x_salary_high Bool) (x_seeks_asylum Bool) (x_qualification Int) (x_language Int) (x_job Int)) Bool (and (not x_salary_high) (not x_seeks_asylum) (= x_qualification 0) (= x_language 0) (<= x_job 1)))
(define-fun part_4.3 ((x_qualification Int) (x_language Int) (x_job Int)) Bool (or (and (= x_qualification 0) (= x_language 1) (<= x_job 1)) (and (>= x_qualification 1) (= x_language 0) (<= x_job 1))))
(define-fun region_27 ((x_salary_high Bool) (x_seeks_asylum Bool) (x_qualification Int) (x_language Int) (x_job Int)) Bool (and (not x_salary_high) (not x_seeks_asylum) (part_4.3 x_qualification x_language x_job)))
(assert (and (region_28 a_salary_high a_seeks_asylum a_qualification a_language a_job) (not (and (< a_language 4) (<= 0 (+ a_language 1) 4) (region_27 a_salary_high a_seeks_asylum a_qualification (+ a_language 1) a_job)))))
(check-sat)
