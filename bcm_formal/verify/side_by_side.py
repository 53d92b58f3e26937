"""Properties decided side by side, each process with engines of its own.

The verdicts and their order are those of deciding one after the other: an engine's answer does not depend on what it
was asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bcm_formal.model.model import (
    BetterNeverBlocks,
    CanReach,
    DoesNotDepend,
    EveryEntering,
    EveryHas,
    NoDeadEnds,
    NoPerson,
    OnlyAfter,
    Property,
    SomeCanReach,
)
from bcm_formal.system.questions import question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.verify.processes import shared_out

Tell = Callable[[Property], None]
_QUICK = (NoPerson, EveryHas, EveryEntering, NoDeadEnds, OnlyAfter)


def decide_all(
    system: TransitionSystem, items: Sequence[Property], portfolio: Portfolio, tell: Tell
) -> tuple[Verdict, ...]:
    """The verdicts on all properties, in their order. `tell` hears of each when its verdict is there."""
    portfolio.prepare(system)

    def decided(number: int) -> tuple[Verdict, str]:
        return _without_system(portfolio.decide(system, items[number]), system, items[number])

    found = shared_out(_groups(items), decided, lambda number: tell(items[number]))
    return tuple(_with_system(*found[number], system, item) for number, item in enumerate(items))


def _without_system(verdict: Verdict, system: TransitionSystem, item: Property) -> tuple[Verdict, str]:
    """The verdict without its status graph, which need not travel, and which one that was: the model's, the one with
    an observer, or one of its own, which it keeps."""
    if verdict.parts:
        return verdict, "own"
    if verdict.question.system is system:
        kind = "model"
    elif question_of(system, item.sentence).system.model == verdict.question.system.model:
        kind = "observed"
    else:
        return verdict, "own"
    return replace(verdict, question=replace(verdict.question, system=None)), kind  # type: ignore[arg-type]


def _with_system(verdict: Verdict, kind: str, system: TransitionSystem, item: Property) -> Verdict:
    """The verdict as this process would have made it."""
    question = verdict.question
    if kind != "own":
        question = replace(question, system=system if kind == "model" else question_of(system, item.sentence).system)
    return replace(verdict, property=item, question=question)


def _groups(items: Sequence[Property]) -> list[list[int]]:
    """The numbers of the properties, those about one goal together, so that they share work.

    What is likely to take long comes first: questions about paths, large groups of them.
    """
    groups: dict[object, list[int]] = {}
    for number, item in enumerate(items):
        match item.sentence:
            case CanReach(_, target, within, actors, 0) | SomeCanReach(_, target, within, actors):
                key: object = (target, actors, within is None)
            case BetterNeverBlocks(_, target) | DoesNotDepend(_, target):
                key = (target, None, True)
            case _:
                key = number
        groups.setdefault(key, []).append(number)

    def weight(group: list[int]) -> int:
        return sum(1 if isinstance(items[number].sentence, _QUICK) else 5 for number in group)

    return sorted(groups.values(), key=lambda group: (-weight(group), group))
