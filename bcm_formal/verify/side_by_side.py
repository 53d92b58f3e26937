"""Properties decided side by side, each process with engines of its own: what goes together, and how a verdict travels.

The verdicts are those of deciding one after the other: an engine's answer does not depend on what it was asked before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bcm_formal.model.model import (
    BetterNeverBlocks,
    CanReach,
    DoesNotDepend,
    Property,
    SomeCanReach,
)
from bcm_formal.system.questions import Safety, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Verdict


def without_system(verdict: Verdict, system: TransitionSystem, item: Property) -> tuple[Verdict, str]:
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


def with_system(verdict: Verdict, kind: str, system: TransitionSystem, item: Property) -> Verdict:
    """The verdict as this process would have made it."""
    question = verdict.question
    if kind != "own":
        question = replace(question, system=system if kind == "model" else question_of(system, item.sentence).system)
    return replace(verdict, property=item, question=question)


def groups_of(items: Sequence[Property]) -> list[list[int]]:
    """The numbers of the properties in order of the file, those about one goal together, so that they share work."""
    groups: dict[object, list[int]] = {}
    for number, item in enumerate(items):
        match item.sentence:
            case CanReach(_, target, within, actors, None) | SomeCanReach(_, target, within, actors):
                key: object = (target, actors, within is None)
            case CanReach(_, target, within, actors, _):
                key = ("despite", target, actors, within is None)
            case BetterNeverBlocks(_, target) | DoesNotDepend(_, target):
                key = (target, None, True)
            case _:
                key = number
        groups.setdefault(key, []).append(number)

    return list(groups.values())


def open_verdict(system: TransitionSystem, item: Property, why: str) -> Verdict:
    """The verdict on a property that was not decided."""
    return Verdict(item, Outcome.UNKNOWN, Safety(system, {}), None, None, 0, (), why)
