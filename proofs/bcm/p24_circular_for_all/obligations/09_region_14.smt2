; whoever is in region 14 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_skill Int)
(declare-const a_sector_open Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_skill 3)))
(define-fun region_14 ((x_route Int) (x_skill Int) (x_sector_open Bool)) Bool (and (= x_route 0) (= x_skill 0) (not x_sector_open)))
(define-fun region_13 ((x_route Int) (x_skill Int) (x_sector_open Bool)) Bool (and (= x_route 0) (or (and (= x_skill 0) x_sector_open) (and (>= x_skill 1) (not x_sector_open)))))
(assert (and (region_14 a_route a_skill a_sector_open) (not (and (<= a_skill 2) (<= 0 (+ a_skill 1) 3) (region_13 a_route (+ a_skill 1) a_sector_open)))))
(check-sat)
