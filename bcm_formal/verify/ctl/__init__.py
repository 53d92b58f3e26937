"""CTL formulas decided: by questions that have evidence, else by two engines that agree."""
