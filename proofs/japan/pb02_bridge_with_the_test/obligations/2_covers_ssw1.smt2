; everybody in ssw1 whom the property speaks of is at the goal or in a region
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_sector Int)
(declare-const a_skill Int)
(declare-const a_supervised Bool)
(declare-const a_left Bool)
(assert (and (<= 0 a_sector 1) (<= 0 a_skill 3)))
(define-fun origin_ssw1 ((x_sector Int) (x_skill Int) (x_supervised Bool) (x_left Bool)) Bool (and (= x_sector 1) (= x_skill 3) x_supervised (not x_left)))
(define-fun region_0 ((x_sector Int) (x_skill Int) (x_supervised Bool) (x_left Bool)) Bool (and (= x_sector 1) (= x_skill 3) x_supervised (not x_left)))
(assert (and (origin_ssw1 a_sector a_skill a_supervised a_left) (not (region_0 a_sector a_skill a_supervised a_left))))
(check-sat)
