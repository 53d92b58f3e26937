; whoever is in region 139 (abroad) can move to the goal or to a region of lower rank
; The formula says the opposite, so every solver must answer: unsat
(set-logic QF_LIA)
(declare-const a_route Int)
(declare-const a_insured Bool)
(declare-const a_language Int)
(declare-const a_ties Int)
(declare-const a_sector_open Bool)
(assert (and (<= 0 a_route 3) (<= 0 a_language 4) (<= 0 a_ties 2)))
(define-fun region_139 ((x_route Int) (x_insured Bool) (x_language Int) (x_ties Int) (x_sector_open Bool)) Bool (and (= x_route 0) (or (and (not x_insured) (or (and (<= x_language 2) (not x_sector_open)) (and (>= x_language 3) (= x_ties 0) (not x_sector_open)))) (and x_insured (<= x_language 2) (= x_ties 0) (not x_sector_open)))))
(define-fun region_135 ((x_route Int) (x_insured Bool) (x_language Int) (x_ties Int) (x_sector_open Bool)) Bool (and (= x_route 0) (or (and (not x_insured) (or (and (<= x_language 2) x_sector_open) (and (>= x_language 3) (= x_ties 0) x_sector_open))) (and x_insured (<= x_language 2) (= x_ties 0) x_sector_open))))
(assert (and (region_139 a_route a_insured a_language a_ties a_sector_open) (not (and (not a_sector_open) (region_135 a_route a_insured a_language a_ties true)))))
(check-sat)
