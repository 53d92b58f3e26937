; whoever is in region 6 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_skill Int)
(declare-const a_sector_open Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_skill 3)))
(define-fun region_6 ((x_route Int) (x_skill Int) (x_sector_open Bool)) Bool (and (= x_route 0) (>= x_skill 1) x_sector_open))
(define-fun region_0 () Bool true)
(assert (and (region_6 a_route a_skill a_sector_open) (not (and (and (= a_route 0) a_sector_open (>= a_skill 1)) region_0))))
(check-sat)
