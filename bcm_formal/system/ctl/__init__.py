"""What CTL formulas ask, in questions that have evidence. Trusted, so nothing here searches."""
