"""What the checker accepts of what an engine says about a smaller question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bcm_formal.model.sentences import CanReach, NoneCanReach, Sentence
from bcm_formal.system.questions import Question, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.proved import Proved
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.cone import Rest, smaller, without_the_rest
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions import Regions

Found = tuple[TransitionSystem, Sentence, Shown]
"""a sentence about a system, and what the checker accepted"""


class NotShownError(Exception):
    """What was found was not shown: the message says why."""


def accepted(small: Question, rest: Rest, claim: Claim, solvers: Sequence[str], proved: Proved | None = None) -> Shown:
    """What a claim about the smaller question shows of the whole system, of which `proved` need not be proved again.
    Raises `NotShownError`."""
    found = check(rest.claim(claim), replace(small, system=rest.whole), None, solvers, proved=proved)
    if not isinstance(found, Shown):
        raise NotShownError(found.reason)
    return found


def claimed(engine: Regions, small: Question, budget: Budget) -> Claim:
    """What the engine says of a question, not believed yet. Raises `NotShownError` where it gives up."""
    claim = engine.run(small, budget)
    if isinstance(claim, Undecided):
        raise NotShownError(claim.reason)
    return claim


def answered(
    system: TransitionSystem,
    sentence: Sentence,
    engine: Regions,
    budget: Budget,
    solvers: Sequence[str],
    proved: Proved | None = None,
) -> Shown:
    """The answer to what a sentence asks of a system. Raises `NotShownError`."""
    small, rest = smaller(question_of(system, sentence))
    return accepted(small, rest, claimed(engine, small, budget), solvers, proved)


def denied(way: CanReach) -> NoneCanReach:
    """That none of them has such a path, if adverse events are nobody's of its actors."""
    return NoneCanReach(way.condition, way.target, way.within, way.actors)


class Asker:
    """Asks about systems without what nobody reads, and has the checker look at the answers."""

    def __init__(
        self, needed: frozenset[str], engine: Regions, budget: Budget, solvers: Sequence[str], proved: Proved
    ) -> None:
        """`needed`: what is read of persons beside what the rules read; `proved`: what need not be proved again."""
        self.needed, self.engine, self.budget, self.solvers = needed, engine, budget, tuple(solvers)
        self.proved = proved

    def small(self, system: TransitionSystem) -> TransitionSystem:
        """The system without the rest."""
        return without_the_rest(system, self.needed, with_all_that_changes=True)

    def answered(self, system: TransitionSystem, sentence: Sentence) -> Shown:
        """What the checker accepts of an answer. Raises `NotShownError`."""
        question = question_of(system, sentence)
        small = self.small(question.system)
        asked = replace(question, system=small)
        rest, claim = Rest(small, question.system), claimed(self.engine, asked, self.budget)
        return accepted(asked, rest, claim, self.solvers, self.proved)

    def holds(self, system: TransitionSystem, sentence: Sentence) -> Found:
        """That the sentence is true. Raises `NotShownError`."""
        shown = self.answered(system, sentence)
        if shown.outcome is not Outcome.HOLDS:
            raise NotShownError("the engine found somebody of whom it is not true")
        return system, sentence, shown
