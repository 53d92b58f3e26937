"""In which order attributes stand in decision diagrams: those that conditions read together, near each other.

A diagram of `(a1 or b1) and … and (an or bn)` has 2ⁿ nodes where all a come before all b, and 2n where each a stands
beside its b. The order is found by moving each attribute to the middle of what it is read with, again and again
(F. A. Aloul, I. L. Markov, K. A. Sakallah, "FORCE: a fast and easy-to-implement variable-ordering heuristic", 2003).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcm_formal.model.expressions import AttributeTerm, Expression, Flag, children
from bcm_formal.model.model import AnyValue, Model

FEW = 20
"""attributes for which any order will do"""
ROUNDS = 50
WORTH = 2
"""conditions have to be so many times shorter than in the order of declaration, which is the one that people know"""

Group = frozenset[int]
"""places of attributes that are read together"""


def attribute_order(model: Model) -> tuple[str, ...]:
    """All attributes, each once; in the order of declaration unless another is much better. The parts of windows stand
    last, so that what a diagram says of them alone is a diagram of its own."""
    parts = tuple(part for window in model.windows for part in window.parts)
    names = tuple(attribute.name for attribute in model.attributes if attribute.name not in parts)
    return (*_ordered(names, model), *parts)


def _ordered(names: tuple[str, ...], model: Model) -> tuple[str, ...]:
    if len(names) <= FEW:
        return names
    place = {name: index for index, name in enumerate(names)}
    groups = tuple(dict.fromkeys(_groups(model, place)))
    declared = best = tuple(range(len(names)))
    order = declared
    for _ in range(ROUNDS):
        order = _moved(order, groups)
        if _length(order, groups) >= _length(best, groups):
            break
        best = order
    return tuple(
        names[index] for index in (best if WORTH * _length(best, groups) < _length(declared, groups) else declared)
    )


def _moved(order: Sequence[int], groups: Sequence[Group]) -> tuple[int, ...]:
    """Each attribute at the middle of the middles of its groups."""
    at = _places(order)
    pulls: list[list[float]] = [[] for _ in order]
    for group in groups:
        middle = sum(at[index] for index in group) / len(group)
        for index in group:
            pulls[index].append(middle)
    wanted = [sum(pull) / len(pull) if pull else float(at[index]) for index, pull in enumerate(pulls)]
    return tuple(sorted(order, key=lambda index: (wanted[index], at[index])))


def _length(order: Sequence[int], groups: Sequence[Group]) -> int:
    """How far apart the first and last attribute of each group are, all added up."""
    at = _places(order)
    return sum(max(at[index] for index in group) - min(at[index] for index in group) for group in groups)


def _places(order: Sequence[int]) -> list[int]:
    places = [0] * len(order)
    for number, index in enumerate(order):
        places[index] = number
    return places


def _groups(model: Model, place: dict[str, int]) -> Iterator[Group]:
    """What each part of a condition reads, and what each rule sets with what it reads."""
    known: dict[int, Group] = {}

    def read(expression: Expression) -> Group:
        if id(expression) not in known:
            own = (
                (place[expression.name],)
                if isinstance(expression, Flag | AttributeTerm) and expression.name in place
                else ()
            )
            known[id(expression)] = frozenset(own).union(*map(read, children(expression)))
        return known[id(expression)]

    rules: list[Group] = []
    for event in model.events:
        guard = frozenset[int]().union(*(read(item.condition) for item in event.requirements))
        rules.append(guard)
        for item in event.assignments:
            made_of = frozenset[int]() if isinstance(item.value, AnyValue) else read(item.value)
            rules.append(guard | made_of | ({place[item.name]} if item.name in place else set()))
    rules += (read(limit.condition) | read(limit.bound) | read(limit.when) for limit in model.limits)
    yield from (group for group in (*known.values(), *rules) if len(group) > 1)
