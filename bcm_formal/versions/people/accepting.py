"""What the checker accepts of what an engine says about a smaller question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bcm_formal.model.sentences import Sentence
from bcm_formal.system.questions import Question, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Undecided
from bcm_formal.trust.proved import Proved
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.cone import Rest, smaller
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions import Regions


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
