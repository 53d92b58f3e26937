"""Where a clock may stop counting: values above its ceiling cannot be told apart by anything that reads it.

A clock that is only ever compared with numbers (constants and attributes of bounded types) behaves alike at all
readings beyond the largest such number, for it only grows, stands or is set. One reading above stands for them
all. Clocks that are compared with other running clocks, or with unbounded integers, keep every reading.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import assert_never

from bcm_formal.model.expressions import (
    FALSE,
    And,
    AttributeTerm,
    Choose,
    ClockTerm,
    Comparison,
    Condition,
    Expression,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    NamedTerm,
    Not,
    Number,
    Or,
    Scaled,
    Sum,
    Term,
    Truth,
    comparison,
    in_status,
    walk,
)
from bcm_formal.model.model import Model
from bcm_formal.model.readings import NONE, Readings, readings
from bcm_formal.model.types import domain
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Path, Safety, Witness
from bcm_formal.system.transition_system import TransitionSystem

Ceilings = tuple[int | None, ...]
"""for each clock the reading that stands for itself and all above; None: every reading counts"""

Weights = frozenset[tuple[str, int]]
"""the clocks of a sum, each with its factor (not 0)"""
Shapes = dict[Weights, tuple[float, float]]
"""what a term may amount to: for each weighted sum of clocks, the least and the greatest number added to it"""


def ceilings_of(question: Safety | Path | Witness) -> Ceilings:
    """The ceiling of each clock of the question's model, exact for the question and for the model's own rules."""
    if isinstance(question, Safety):
        return ceilings(question.system, question.bad.values())
    return ceilings(question.system, (*question.origin.values(), *question.goal.values()))


def ceilings(system: TransitionSystem, conditions: Iterable[Condition]) -> Ceilings:
    """The ceiling of each clock, exact for these conditions, for the rules of the model and for how it starts."""
    return _reading_of(system).ceilings(conditions)


@lru_cache(maxsize=4)
def _reading_of(system: TransitionSystem) -> _Reading:
    return _Reading(system)


@dataclass(frozen=True, slots=True)
class _Flow:
    """`target` is set to the clock times `factor` (not 0) plus a number from `low` to `high`."""

    clock: str
    factor: int
    low: float
    high: float
    target: str


class _Reading:
    """Reads every expression of a model, once, for the numbers its clocks are compared with."""

    def __init__(self, system: TransitionSystem) -> None:
        self.system = system
        self.model: Model = system.model
        self.largest: dict[str, float] = {clock.name: -1 for clock in self.model.clocks}
        """the largest number the clock is compared with; beyond it all readings are alike"""
        self.bounded: Mapping[str, tuple[float, float]] = {}
        self.bounded = self._standing_clocks()
        self.largest.update(dict.fromkeys(self.bounded, math.inf))
        self.flows: list[_Flow] = []
        self._read_rules()

    def _read_rules(self) -> None:
        begun = self.model.starts if any(clock.start is None for clock in self.model.clocks) else ()
        for start in begun:
            for status in start.statuses:
                self._compare(in_status(start.condition, status))
        for boundary in (boundary for status in self.system.statuses for boundary in self.system.boundaries[status]):
            self._compare(boundary.condition)
            self._compare(comparison("<=", ClockTerm(boundary.clock), boundary.bound))  # also where it never acts
        for move in self.system.moves:
            self._compare(move.guard)
            for name, value in move.sets:
                self._compare(value)
                if not isinstance(value, _CONDITIONS):
                    self.flows += self._flows(name, value)

    def ceilings(self, conditions: Iterable[Condition]) -> Ceilings:
        rules = self.largest
        self.largest = dict(rules)
        try:
            for condition in conditions:
                self._compare(condition)
            self._spread(self.flows)
            largest = self.largest
        finally:
            self.largest = rules
        return tuple(
            None if math.isinf(value) else int(value) + 1 for value in (largest[c.name] for c in self.model.clocks)
        )

    def _standing_clocks(self) -> dict[str, tuple[float, float]]:
        """Clocks that never run and are only set to numbers, with the range of their readings."""
        ranges: dict[str, tuple[float, float]] = {}
        for clock in self.model.clocks:
            begins = Readings(0, clock.start) if clock.start is not None else NONE
            if clock.start is None:
                for start in self.model.starts:
                    begins = begins.join(readings(start.condition, clock.name))
            runs = any(self.system.runs[status][clock.name] != FALSE for status in self.system.statuses)
            if runs or begins.high is None:
                continue
            values = [value for move in self.system.moves for name, value in move.sets if name == clock.name]
            shapes = [self._shapes(value) for value in values if not isinstance(value, _CONDITIONS)]
            if all(not weights for shape in shapes for weights in shape):
                high = max([float(begins.high), *(high for shape in shapes for _, high in shape.values())])
                ranges[clock.name] = (0, high)
        return ranges

    # --- what terms amount to ---

    def _shapes(self, term: Term) -> Shapes:
        match term:
            case Number(value):
                return {frozenset(): (value, value)}
            case AttributeTerm(name):
                return {frozenset(): self._range(name)}
            case ClockTerm(name):
                if name in self.bounded:
                    return {frozenset(): self.bounded[name]}
                return {frozenset({(name, 1)}): (0, 0)}
            case Sum(terms):
                result: Shapes = {frozenset(): (0, 0)}
                for part in terms:
                    result = _added(result, self._shapes(part))
                return result
            case Scaled(factor, inner):
                return _scaled(factor, self._shapes(inner))
            case Choose(_, then, otherwise):
                return _joined((*self._shapes(then).items(), *self._shapes(otherwise).items()))
            case NamedTerm(_, body):
                return self._shapes(body)
            case _:
                assert_never(term)

    def _range(self, attribute: str) -> tuple[float, float]:
        values = domain(self.model.attribute[attribute].kind)
        return (-math.inf, math.inf) if values is None else (values[0], values[-1])

    # --- what clocks are compared with ---

    def _compare(self, expression: Expression) -> None:
        for node in walk(expression):
            if isinstance(node, Comparison):
                difference = _added(self._shapes(node.left), _scaled(-1, self._shapes(node.right)))
                for weights, (low, high) in difference.items():
                    self._tell_apart(weights, max(abs(low), abs(high)))

    def _tell_apart(self, weights: Weights, number: float) -> None:
        """A sum of clocks is compared with numbers up to `number`, negative or not."""
        for clock, factor in weights:
            limit = number // abs(factor) if len(weights) == 1 and not math.isinf(number) else math.inf
            self.largest[clock] = max(self.largest[clock], limit)

    def _flows(self, name: str, value: Term) -> Iterator[_Flow]:
        for weights, (low, high) in self._shapes(value).items():
            if name in self.model.attribute:
                least, greatest = self._range(name)
                self._tell_apart(weights, max(abs(low), abs(high)) + max(abs(least), abs(greatest)))
            elif len(weights) > 1:
                self._tell_apart(weights, math.inf)
            else:
                for clock, factor in weights:
                    yield _Flow(clock, factor, low, high, name)

    def _spread(self, flows: list[_Flow]) -> None:
        """Raise the numbers until a clock above its own only ever sets others above theirs."""
        for _ in range(2 * len(self.model.clocks) + 2):
            raised = dict(self.largest)
            for flow in flows:
                raised[flow.clock] = max(raised[flow.clock], self._needed(flow))
            if raised == self.largest:
                return
            self.largest = raised
        for flow in flows:  # numbers that still rise would rise for ever
            self.largest[flow.clock] = self.largest[flow.target] = math.inf

    def _needed(self, flow: _Flow) -> float:
        if flow.factor < 0:
            return math.inf if math.isinf(flow.high) else flow.high // -flow.factor
        least = (self.largest[flow.target] + 1 - flow.low) / flow.factor
        return math.inf if math.isinf(least) else math.ceil(least) - 1


_CONDITIONS = (Truth, Flag, InStatus, Comparison, Not, And, Or, Implies, NamedCondition)


def _added(one: Shapes, other: Shapes) -> Shapes:
    return _joined(
        (_weighed((*first, *second)), (low + more, high + most))
        for first, (low, high) in one.items()
        for second, (more, most) in other.items()
    )


def _weighed(parts: Iterable[tuple[str, int]]) -> Weights:
    factors: dict[str, int] = {}
    for clock, factor in parts:
        factors[clock] = factors.get(clock, 0) + factor
    return frozenset((clock, factor) for clock, factor in factors.items() if factor)


def _scaled(factor: int, shapes: Shapes) -> Shapes:
    if factor == 0:
        return {frozenset(): (0, 0)}
    return {
        frozenset((clock, factor * weight) for clock, weight in weights): (
            min(factor * low, factor * high),
            max(factor * low, factor * high),
        )
        for weights, (low, high) in shapes.items()
    }


def _joined(items: Iterable[tuple[Weights, tuple[float, float]]]) -> Shapes:
    result: Shapes = {}
    for weights, (low, high) in items:
        least, greatest = result.get(weights, (low, high))
        result[weights] = (min(least, low), max(greatest, high))
    return result
