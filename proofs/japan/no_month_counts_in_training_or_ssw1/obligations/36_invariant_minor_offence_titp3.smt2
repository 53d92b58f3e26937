; whoever is in the invariant in titp3 is still in it after minor_offence
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_record Int)
(declare-const c_counted Int)
(assert (and (<= 0 a_record 2) (>= c_counted 0)))
(define-fun part_1.1 () Bool true)
(define-fun invariant_titp3 ((x_counted Int)) Bool (not (and (>= x_counted 1) part_1.1)))
(assert (and (= a_record 2) (<= 0 1 2) (and (invariant_titp3 c_counted) (not (invariant_titp3 0)))))
(check-sat)
