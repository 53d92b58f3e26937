"""What matters in a life: the attributes and clocks that the property, or a rule on the way, reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from bcm_formal.model.expressions import Condition, Expression, Term, attributes_of, clocks_of, in_status
from bcm_formal.model.model import (
    AnyValue,
    Assignment,
    BetterNeverBlocks,
    DoesNotDepend,
    Model,
    Sentence,
)
from bcm_formal.model.sentence_conditions import conditions_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, State, Step, Take

Names = frozenset[str]


def names_in(expression: Expression) -> Names:
    """The attributes and clocks that an expression reads."""
    return attributes_of(expression) | clocks_of(expression)


def names_of(sentence: Sentence) -> Names:
    """The attributes and clocks that a sentence speaks of."""
    names = {name for condition in conditions_of(sentence) for name in names_in(condition)}
    if isinstance(sentence, BetterNeverBlocks | DoesNotDepend):
        names.add(sentence.attribute)
    return frozenset(names)


def read_on_the_way(model: Model, states: tuple[State, ...], steps: tuple[Step, ...], also: Names) -> Names:
    """`also`, and what the rules that act on the way read, each as far as it matters: the requirements of an event, the
    condition of a limit that ran out or that let time pass, and what values are made of that matter themselves."""
    found = set(also)
    sets: list[tuple[str, Names]] = []
    for step, before in zip(steps, states, strict=False):
        found |= _asked(model, step, before)
        sets += _made_of(model, step)
    for clock in model.clocks:
        sets.append((clock.name, names_in(clock.runs) | names_in(clock.zero)))
    size = -1
    while size < len(found):
        size = len(found)
        for name, read in sets:
            if name in found:
                found |= read
    return frozenset(found)


def _asked(model: Model, step: Step, before: State) -> Names:
    match step:
        case Take(event):
            requirements = (in_status(item.condition, before.status) for item in model.event[event].requirements)
            return _all(map(names_in, requirements))
        case Expire(name):
            limit = model.limit[name]
            return names_in(limit.condition) | names_in(limit.bound) | {limit.clock}
        case Delay():
            interpreter = Interpreter(model)
            here = (limit for limit in model.limits if before.status in limit.statuses)
            lifted = (limit.condition for limit in here if not interpreter.holds(limit.condition, before))
            return _all(map(names_in, lifted))
        case _:
            assert_never(step)


def _made_of(model: Model, step: Step) -> list[tuple[str, Names]]:
    match step:
        case Take(event):
            assignments: tuple[Assignment, ...] = model.event[event].assignments
        case Expire(name):
            assignments = model.limit[name].assignments
        case Delay():
            return []
        case _:
            assert_never(step)
    return [
        (item.name, names_in(item.value))
        for item in assignments
        if not isinstance(item.value, AnyValue) and isinstance(item.value, Condition | Term)
    ]


def _all(sets: Iterable[Names]) -> Names:
    return frozenset().union(*sets)
