"""Engines that make mistakes, to see that nobody believes them."""

from __future__ import annotations

from dataclasses import replace

from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions import Regions


class Liar(Regions):
    """Says the opposite, with the evidence for the truth."""

    def run(self, question: object, budget: object) -> Claim:
        claim = super().run(question, Budget())  # type: ignore[arg-type]
        assert isinstance(claim, Claim)
        flipped = {Outcome.HOLDS: Outcome.VIOLATED, Outcome.VIOLATED: Outcome.HOLDS}
        return replace(claim, outcome=flipped[claim.outcome])


class LateLiar(Liar):
    """Tells the truth so many times, then lies."""

    truths = 0

    def run(self, question: object, budget: object) -> Claim:
        LateLiar.truths -= 1
        if LateLiar.truths < 0:
            return super().run(question, budget)
        return Regions.run(self, question, Budget())  # type: ignore[arg-type, return-value]
