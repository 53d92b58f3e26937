; whoever is in region 20 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_salary_high Bool)
(declare-const a_seeks_asylum Bool)
(declare-const a_qualification Int)
(declare-const a_job Int)
(assert (and (<= 0 a_qualification 2) (<= 0 a_job 2)))
(define-fun region_20 ((x_salary_high Bool) (x_seeks_asylum Bool) (x_qualification Int) (x_job Int)) Bool (or (and (not x_salary_high) x_seeks_asylum) (and x_salary_high x_seeks_asylum (or (= x_qualification 0) (and (>= x_qualification 1) (<= x_job 1))))))
(define-fun region_19 () Bool true)
(assert (and (region_20 a_salary_high a_seeks_asylum a_qualification a_job) (not (and a_seeks_asylum (<= 0 0 2) region_19))))
(check-sat)
