"""The conditions that a property sentence is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from bcm_formal.model.expressions import TRUE, ClockTerm, Condition, Number, comparison
from bcm_formal.model.model import TIME_IN_STATUS
from bcm_formal.model.sentences import (
    BetterNeverBlocks,
    BetterNeverDelays,
    CanReach,
    Ctl,
    CtlAnd,
    CtlNext,
    CtlNot,
    CtlOr,
    CtlState,
    CtlUntil,
    DoesNotDepend,
    EveryEntering,
    EveryHas,
    EveryLeaving,
    Formula,
    MustReach,
    NoDeadEnds,
    NoneCanReach,
    NoPerson,
    OnlyAfter,
    Sentence,
    SomeCanReach,
    TimeDoesNotDepend,
    TimeFrom,
)
from bcm_formal.model.types import Duration


def entered_now() -> Condition:
    """That no time has passed since the status was entered."""
    return comparison("=", ClockTerm(TIME_IN_STATUS), Number(0, Duration()))


def conditions_of(sentence: Sentence) -> tuple[Condition, ...]:
    """The conditions that a sentence is made of."""
    match sentence:
        case NoPerson(condition):
            return (condition,)
        case EveryHas(condition, other) | EveryLeaving(condition, other) | OnlyAfter(condition, other):
            return (condition, other)
        case EveryEntering(target, conclusion, origin):
            return (target, conclusion) if origin == TRUE else (target, conclusion, origin)
        case (
            CanReach(condition, target)
            | SomeCanReach(condition, target)
            | NoneCanReach(condition, target)
            | MustReach(condition, target)
        ):
            return (condition, target)
        case BetterNeverBlocks() | DoesNotDepend() | BetterNeverDelays() | TimeDoesNotDepend():
            among = sentence.among.condition
            return (sentence.target,) if among == TRUE else (sentence.target, among)
        case TimeFrom(origin, target):
            return (origin, entered_now(), target)
        case NoDeadEnds():
            return ()
        case Ctl(formula):
            return tuple(_in(formula))
        case _:
            assert_never(sentence)


def _in(formula: Formula) -> Iterator[Condition]:
    match formula:
        case CtlState(condition):
            yield condition
        case CtlNot(inner) | CtlNext(_, inner):
            yield from _in(inner)
        case CtlAnd(parts) | CtlOr(parts):
            for part in parts:
                yield from _in(part)
        case CtlUntil(_, _, left, right):
            yield from _in(left)
            yield from _in(right)
        case _:
            assert_never(formula)
