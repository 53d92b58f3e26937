; whoever is in region 13 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_skill Int)
(declare-const a_sector_open Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_skill 3)))
(define-fun region_13 ((x_route Int) (x_skill Int) (x_sector_open Bool)) Bool (and (= x_route 0) (or (and (= x_skill 0) x_sector_open) (and (>= x_skill 1) (not x_sector_open)))))
(define-fun region_6 ((x_route Int) (x_skill Int) (x_sector_open Bool)) Bool (and (= x_route 0) (>= x_skill 1) x_sector_open))
(define-fun region_10 ((x_route Int)) Bool (= x_route 1))
(define-fun region_12 ((x_route Int)) Bool (= x_route 3))
(assert (and (region_13 a_route a_skill a_sector_open) (not (and (<= a_skill 2) (<= 0 (+ a_skill 1) 3) (or (region_6 a_route (+ a_skill 1) a_sector_open) (region_10 a_route) (region_12 a_route)))) (not (and (not a_sector_open) (or (region_6 a_route a_skill true) (region_10 a_route) (region_12 a_route))))))
(check-sat)
