"""Property sentences as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from bcm_formal.model.expressions import TRUE, Condition
from bcm_formal.model.sentences import (
    BetterNeverBlocks,
    BetterNeverDelays,
    CanReach,
    Change,
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
    PairSentence,
    Sentence,
    SomeCanReach,
    TimeDoesNotDepend,
    TimeFrom,
)
from bcm_formal.model.to_json.expressions import Json

Written = Callable[[Condition], Json]


def sentence_json(sentence: Sentence, written: Written) -> dict[str, Json]:
    """A sentence, its conditions in the form that `written` gives them."""
    match sentence:
        case NoPerson(condition):
            return {"sentence": "no person", "condition": written(condition)}
        case EveryHas(condition, conclusion):
            return {"sentence": "has", "condition": written(condition), "conclusion": written(conclusion)}
        case EveryEntering(target, conclusion, origin, actors):
            return {
                "sentence": "entering",
                "target": written(target),
                "from": written(origin),
                "actors": _actors(actors),
                "conclusion": written(conclusion),
            }
        case EveryLeaving(origin, conclusion, actors):
            return {
                "sentence": "leaving",
                "from": written(origin),
                "actors": _actors(actors),
                "conclusion": written(conclusion),
            }
        case CanReach(condition, target, within, actors, despite, adverse):
            return {
                "sentence": "can reach",
                "condition": written(condition),
                "target": written(target),
                "within": within,
                "actors": _actors(actors),
                "despite": despite,
                "even_by_adverse_events": adverse,
            }
        case MustReach(condition, target, within):
            return {
                "sentence": "must reach",
                "condition": written(condition),
                "target": written(target),
                "within": within,
            }
        case SomeCanReach(condition, target, within, actors) | NoneCanReach(condition, target, within, actors):
            return {
                "sentence": "some can reach" if isinstance(sentence, SomeCanReach) else "none can reach",
                "condition": written(condition),
                "target": written(target),
                "within": within,
                "actors": _actors(actors),
            }
        case OnlyAfter(target, condition):
            return {"sentence": "only after", "target": written(target), "condition": written(condition)}
        case BetterNeverBlocks() | DoesNotDepend() | BetterNeverDelays() | TimeDoesNotDepend():
            return _two_persons(sentence, written)
        case TimeFrom(origin, target, at_least, bound):
            return {
                "sentence": "time from",
                "origin": written(origin),
                "target": written(target),
                "at_least": at_least,
                "bound": bound,
            }
        case NoDeadEnds():
            return {"sentence": "no dead ends"}
        case Ctl(formula):
            return {"sentence": "ctl", "formula": _formula(formula, written)}
        case _:
            assert_never(sentence)


def _two_persons(sentence: PairSentence, written: Written) -> dict[str, Json]:
    """A comparison of two persons; what is not said has no key."""
    found: dict[str, Json] = {"attribute": sentence.attribute, "target": written(sentence.target)}
    if sentence.among.condition != TRUE:
        found["among"] = written(sentence.among.condition)
    if sentence.among.actors is not None:
        found["actors"] = _actors(sentence.among.actors)
    change: Change | None = None
    match sentence:
        case BetterNeverBlocks(within=within):
            found |= {"sentence": "better never blocks", "within": within}
            change = sentence.change
        case DoesNotDepend(within=within):
            found |= {"sentence": "does not depend", "within": within}
        case BetterNeverDelays(later=later):
            found |= {"sentence": "better never delays", **({"later": later} if later else {})}
            change = sentence.change
        case TimeDoesNotDepend():
            found["sentence"] = "time does not depend"
        case _:
            assert_never(sentence)
    if change is not None:
        found["change"] = [change.before, change.after]
    return found


def _actors(actors: tuple[str, ...] | None) -> Json:
    return None if actors is None else sorted(actors)


def _formula(formula: Formula, written: Written) -> Json:
    match formula:
        case CtlState(condition):
            return {"state": written(condition)}
        case CtlNot(inner):
            return {"not": _formula(inner, written)}
        case CtlAnd(formulas):
            return {"and": [_formula(part, written) for part in formulas]}
        case CtlOr(formulas):
            return {"or": [_formula(part, written) for part in formulas]}
        case CtlNext(every, inner):
            return {"next": _formula(inner, written), "every": every}
        case CtlUntil(every, weak, left, right):
            return {
                "until": [_formula(left, written), _formula(right, written)],
                "every": every,
                "weak": weak,
            }
        case _:
            assert_never(formula)
