"""On which numbers verdicts depend: for each parameter with bounds, the values with which a property holds.

Every answer is a checked verdict on the policy with the parameter left open (see `opening`), its values restricted to a
range. What is said of everybody holds of the open policy iff it holds with every value of the range; that somebody can
reach something is violated there iff it is with every value. So a range in which a verdict of this kind stays is proved
at once, and its ends are found by halving what is not proved yet: nothing is taken to be monotone. A verdict of the
other kind is shown for a range if somebody who begins alike, but for the value, has with each value a life course that
shows it (a formula about the beginning); else it is found for one value at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from bcm_formal.model.expressions import (
    TRUE,
    ClockTerm,
    Comparison,
    Condition,
    InStatus,
    Number,
    conjunction,
    negation,
)
from bcm_formal.model.model import Model, Parameter, Property
from bcm_formal.model.sentences import (
    Ctl,
    CtlAnd,
    CtlState,
    CtlUntil,
    EveryHas,
    Formula,
    NoneCanReach,
    NoPerson,
    Sentence,
    SomeCanReach,
)
from bcm_formal.model.types import Duration
from bcm_formal.records import dataclass
from bcm_formal.system.ctl.models import has
from bcm_formal.system.derived.recipe import derived
from bcm_formal.system.derived.steps import StartsWhere
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import TraceProof
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.verdict import Holds, Unknown, Vacuous, Verdict, Violated
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.vetting.beginning import may_begin
from bcm_formal.vetting.opening import Bounds, Opened, bounds_of, opened
from bcm_formal.vetting.results import Dependence, ValueRange

OPEN = Budget(work=100_000)
"""for one question about a range of values"""
LITTLE = 20_000
"""of it each engine may first spend so much: where one has to go through everything, another may see it at once"""
LARGE, LEFT = 1, 8
"""so many questions about a parameter and a property may stay undecided with all of the share, and so many at all: each
property has its own, so that it is told the same whatever others there are"""
FEW = 12
"""so many values are asked about one by one"""

Ask = Callable[[int, int], bool | None]
"""whether the verdict is the one that speaks of every value, with every value from one to another; None: not decided"""


def dependences(
    model: Model,
    parameter: Parameter,
    properties: Sequence[Property],
    solvers: Sequence[str] = ("z3",),
    budget: Budget = OPEN,
) -> tuple[Dependence, ...]:
    """For each property, in order, how its verdict depends on the parameter."""
    bounds, found = bounds_of(parameter), opened(model, parameter)
    if isinstance(found, str) or bounds is None:
        why = found if isinstance(found, str) else "a table of values is not left open"
        return tuple(Dependence(parameter.name, item.name, unknown=why) for item in properties)
    shares = (replace(budget, work=min(budget.work, LITTLE)), budget)
    little, large = (Portfolio("auto", share, solvers) for share in shares)
    asked = _Asked(TransitionSystem(model), TransitionSystem(found.model), found, bounds, little, large)
    return tuple(_dependence(parameter.name, asked, item) for item in properties)


def _dependence(name: str, asked: _Asked, item: Property) -> Dependence:
    if item.name not in asked.system.model.property:
        return Dependence(name, item.name, unknown="it is used where the language takes no open value")
    of_every, bounds = not isinstance(item.sentence, SomeCanReach), asked.bounds
    asking = _Asking(asked, item.name)
    ranges = ranges_of(bounds, asking.ask, partial(asking.other, bounds.value))
    values = tuple(ValueRange(low, high, uniform == of_every) for low, high, uniform in ranges)
    if not any(each.low <= bounds.value <= each.high for each in values):
        return Dependence(name, item.name, unknown="the questions about it cost too much")
    return Dependence(name, item.name, bounds.low, bounds.high, bounds.value, values)


@dataclass(frozen=True)
class _Asked:
    """A policy with a parameter left open, and who is asked about it."""

    written: TransitionSystem
    """of the policy as it is written"""
    system: TransitionSystem
    """of the open one"""
    opened: Opened
    bounds: Bounds
    little: Portfolio
    large: Portfolio
    """is asked where `little` has no verdict"""

    def within(self, low: int, high: int) -> TransitionSystem:
        return derived(self.system, StartsWhere(self.opened.within((low, high))))


class _Asking:
    """Verdicts on one property of an open policy, with ranges of values."""

    def __init__(self, asked: _Asked, name: str) -> None:
        self._asked, self._name = asked, name
        self._large_left, self._left = LARGE, LEFT
        self._known: dict[tuple[int, int], bool | None] = {}

    def ask(self, low: int, high: int) -> bool | None:
        key = low, high
        if key not in self._known:
            self._known[key] = self._answer(*key)
        return self._known[key]

    def other(self, value: int, low: int, high: int) -> bool | None:
        """True only if the verdict is the other one with every value from `low` to `high`: with each of them, somebody
        who begins as in the life course that shows it with `value` has a life course that does."""
        begins = self._beginning(value)
        formula = shown_by(self._asked.system.model.property[self._name].sentence)
        if begins is None or formula is None or not self._may_all_begin(begins, low, high):
            return None
        system = derived(self._asked.within(low, high), StartsWhere(begins[1]))
        item = replace(system.model.property[self._name], sentence=Ctl(formula))
        return isinstance(self._decided(system, item), Holds) or None

    def _may_all_begin(self, begins: tuple[str, Condition], low: int, high: int) -> bool:
        """True only if somebody begins so with every value: of the others nothing would be said of anybody."""
        return may_begin(self._asked.system, begins[0], self._asked.opened.within((low, high)), begins[1])

    def _beginning(self, value: int) -> tuple[str, Condition] | None:
        """The status in which the life course begins by which the verdict with this value is shown, and how, the
        parameter apart."""
        system = self._asked.within(value, value)
        verdict = self._decided(system, system.model.property[self._name])
        if not isinstance(verdict, Holds | Violated) or not isinstance(verdict.certificate, TraceProof):
            return None
        model, start = verdict.question.system.model, verdict.certificate.trace.start
        names = [*(item.name for item in model.attributes), *(item.name for item in model.clocks)]
        values = dict(zip(names, (*start.attributes, *start.clocks), strict=True))
        parts: list[Condition] = [InStatus((start.status,))]
        opened, parameter = self._asked.system.model, self._asked.opened.terms[0].name
        for attribute in (item for item in opened.attributes if item.name != parameter):
            parts.append(has(attribute, values[attribute.name]))
        for clock in (item.name for item in opened.clocks if item.name != parameter):
            parts.append(Comparison("=", ClockTerm(clock), Number(int(values[clock]), Duration())))
        return start.status, conjunction(parts)

    def _decided(self, system: TransitionSystem, item: Property) -> Verdict | None:
        """None: there were too many questions without an answer before."""
        if not self._left:
            return None
        verdict = self._asked.little.decide(system, item).verdict
        if isinstance(verdict, Unknown) and self._large_left:
            verdict = self._asked.large.decide(system, item).verdict
            self._large_left -= isinstance(verdict, Unknown)
        self._left -= isinstance(verdict, Unknown)
        return verdict

    def _answer(self, low: int, high: int) -> bool | None:
        system = self._asked.within(low, high)
        item = system.model.property[self._name]
        verdict = self._decided(system, item)
        if not isinstance(verdict, Holds | Violated | Vacuous) and low == high == self._asked.bounds.value:
            system = self._asked.written
            verdict = self._asked.large.decide(system, system.model.property[self._name]).verdict
        outcome = None if verdict is None else verdict.outcome
        return speaks_of_every(item.sentence, outcome)


def speaks_of_every(sentence: Sentence, outcome: Outcome | None) -> bool | None:
    """Whether a verdict on an opened model is the one that holds with every value; None: it is none."""
    match sentence:
        case SomeCanReach():
            every, some = {Outcome.VIOLATED, Outcome.VACUOUS}, {Outcome.HOLDS}
        case Ctl():
            every, some = {Outcome.HOLDS}, {Outcome.VIOLATED}
        case _:
            every, some = {Outcome.HOLDS, Outcome.VACUOUS}, {Outcome.VIOLATED}
    return True if outcome in every else False if outcome in some else None


def shown_by(sentence: Sentence) -> Formula | None:
    """What holds at the beginning of a life that shows the verdict which one life is enough for; None: not a formula of
    this kind, or that verdict is not shown by one life."""
    match sentence:
        case SomeCanReach(condition, target, None, None, True) | NoneCanReach(condition, target, None, None):
            return _at_last(CtlAnd((CtlState(condition), _at_last(CtlState(target)))))
        case NoPerson(condition):
            return _at_last(CtlState(condition))
        case EveryHas(condition, conclusion):
            return _at_last(CtlState(conjunction((condition, negation(conclusion)))))
        case _:
            return None


def _at_last(formula: Formula) -> Formula:
    return CtlUntil(False, False, CtlState(TRUE), formula)


Found = tuple[int, int, bool]
"""from one value to another, and whether the verdict is the one that speaks of every value"""


def ranges_of(bounds: Bounds, ask: Ask, other: Ask) -> tuple[Found, ...]:
    """What is known of the values, in their order; values that are in none of the ranges were not decided.

    `other`: whether it is shown that the verdict is the other one with every value from one to another.
    """
    low, high, value = bounds.low, bounds.high, bounds.value
    if ask(low, high):
        return ((low, high, True),)
    if high - low < FEW:
        asked = ((each, ask(each, each)) for each in range(low, high + 1))
        return _merged((each, each, answer) for each, answer in asked if answer is not None)
    here = ask(value, value)
    if here is None:
        return ()
    return _merged(sorted(_around(bounds, ask) if here else _of_the_other_kind(bounds, ask, other)))


def _around(bounds: Bounds, ask: Ask) -> Iterator[Found]:
    """The range around the value in which the verdict stays, and the values beyond its ends."""
    ends = []
    for limit in (bounds.low, bounds.high):
        good = _reach(bounds.value, limit, ask)
        step = 1 if limit >= bounds.value else -1
        if good != limit and ask(good + step, good + step) is False:
            yield good + step, good + step, False
        ends.append(good)
    yield ends[0], ends[1], True


def _reach(value: int, limit: int, ask: Ask) -> int:
    """How far from the value towards the limit, at least, the verdict stays with every value: exactly so far, if all
    is decided."""
    step = 1 if limit >= value else -1

    def every(first: int, last: int) -> bool | None:
        return ask(min(first, last), max(first, last))

    if value == limit or every(value, limit):
        return limit
    good, bad = value, limit  # up to `good` it stays; that it does up to `bad` was not shown
    while abs(bad - good) > 1:
        middle = good + step * (abs(bad - good) // 2)
        good, bad = (middle, bad) if every(good + step, middle) else (good, middle)
    return good


def _of_the_other_kind(bounds: Bounds, ask: Ask, other: Ask) -> Iterator[Found]:
    """The range around the value in which the other verdict stays, as far as that is shown, and what is beyond."""
    low, high = (_reach(bounds.value, limit, other) for limit in (bounds.low, bounds.high))
    yield low, high, False
    for end, limit, first in ((low, bounds.low, low - 1), (high, bounds.high, high + 1)):
        if end == limit:
            continue
        if ask(min(first, limit), max(first, limit)):
            yield min(first, limit), max(first, limit), True
        else:
            yield from _changes(end, limit, ask)


def _changes(same: int, end: int, ask: Ask) -> Iterator[Found]:
    """The value at the end and, where the verdict is another there, two neighbours between which it changes, and from
    the second on all values, if that is shown."""
    at_end, changed = ask(end, end), end
    if at_end is None:
        return
    if not at_end:
        yield end, end, False
        return
    while abs(changed - same) > 1:
        middle = (same + changed) // 2
        answer = ask(middle, middle)
        if answer is None:
            break
        same, changed = (same, middle) if answer else (middle, changed)
    yield same, same, False
    if ask(min(changed, end), max(changed, end)):
        yield min(changed, end), max(changed, end), True
    else:
        yield changed, changed, True
        yield end, end, True


def _merged(ranges: Iterator[Found] | Sequence[Found]) -> tuple[Found, ...]:
    """The same, neighbours of one kind together, each value once."""
    found: list[Found] = []
    for low, high, kind in ranges:
        if found and found[-1][2] == kind and low <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(high, found[-1][1]), kind
        else:
            found.append((low, high, kind))
    return tuple(found)
