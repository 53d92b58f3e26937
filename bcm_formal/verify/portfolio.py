"""From a property to a verdict: pick engines, take the first claim that the checker accepts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bcm_formal.model.model import Property
from bcm_formal.system.questions import NotYetDecided, Question, Safety, question_of, vacuity_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import Accepted, Refused, check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.engine import Budget, Engine


def _regions() -> Engine:
    from bcm_formal.verify.regions import Regions

    return Regions()


def _explicit() -> Engine:
    from bcm_formal.verify.explicit import Explicit

    return Explicit()


def _spacer() -> Engine:
    from bcm_formal.verify.spacer import Spacer

    return Spacer()


ENGINES: Mapping[str, Callable[[], Engine]] = {"regions": _regions, "explicit": _explicit, "spacer": _spacer}
"""Engines by name, imported when first asked for."""

AUTO = ("regions", "spacer")
"""The order in which `auto` asks: the first claim that passes the checker is the verdict."""


def decide(
    system: TransitionSystem,
    item: Property,
    engine: str = "auto",
    budget: Budget | None = None,
    solvers: Sequence[str] = ("z3",),
) -> Verdict:
    """The checked verdict on one property. `engine` is `auto` or a name from `ENGINES`."""
    question = question_of(system, item.sentence)
    if isinstance(question, NotYetDecided):
        reason = f"not yet decided by any engine: {question.what}"
        return Verdict(item, Outcome.UNKNOWN, question, None, None, 0, (), reason)
    vacuity = vacuity_of(system, item.sentence)
    tried: list[tuple[str, str]] = []
    for name in AUTO if engine == "auto" else (engine,):
        claim = claim_of(ENGINES[name](), question, vacuity, budget or Budget())
        if isinstance(claim, Undecided):
            tried.append((claim.engine, claim.reason))
            continue
        asked = vacuity if claim.outcome is Outcome.VACUOUS and vacuity is not None else question
        result = check(claim, question, vacuity, solvers)
        match result:
            case Accepted(obligations, by):
                return Verdict(
                    item, claim.outcome, asked, claim.certificate, claim.engine, obligations, by, tried=tuple(tried)
                )
            case Refused(reason, undecided=True):
                tried.append((claim.engine, f"its evidence could not be checked: {reason}"))
            case Refused(reason):
                return Verdict(
                    item,
                    Outcome.ENGINE_FAULT,
                    asked,
                    claim.certificate,
                    claim.engine,
                    0,
                    (),
                    f"claims {claim.outcome.value}, but {reason}",
                    tuple(tried),
                )
    why = "; ".join(f"{name}: {reason}" for name, reason in tried)
    return Verdict(item, Outcome.UNKNOWN, question, None, None, 0, (), why, tuple(tried))


def claim_of(engine: Engine, question: Question, vacuity: Safety | None, budget: Budget) -> Claim | Undecided:
    """The engine's claim, VACUOUS instead of HOLDS where nobody can ever meet the condition."""
    claim = engine.run(question, budget)
    if vacuity is None or isinstance(claim, Undecided) or claim.outcome is not Outcome.HOLDS:
        return claim
    empty = engine.run(vacuity, budget)
    if isinstance(empty, Undecided):
        return Undecided(engine.name, f"holds, but whether anybody meets the condition is open: {empty.reason}")
    if empty.outcome is Outcome.HOLDS:
        return Claim(Outcome.VACUOUS, empty.certificate, engine.name)
    return claim
