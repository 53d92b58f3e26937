"""The meaning of a model, in plain Python without a solver: the reference for everything else.

Trusted: traces are replayed here. Follows the contract of the semantics page step by step; expressions are turned
into closures once, so that stepping is quick, and nothing is approximated: clocks and integers are unbounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar, assert_never

from bcm_formal.model.expressions import (
    COMPARE,
    And,
    AttributeTerm,
    Choose,
    ClockTerm,
    Comparison,
    Condition,
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
    attributes_of,
    bare,
    clocks_of,
)
from bcm_formal.model.model import AnyValue, Assignment, Event, Limit, Model
from bcm_formal.model.readings import start_readings
from bcm_formal.model.types import Value, admits, domain
from bcm_formal.records import dataclass
from bcm_formal.system.starts import PlaceConstraint, assignments, conjuncts
from bcm_formal.system.state import OBSERVER, Delay, Expire, State, Step, Take

Predicate = Callable[[State], bool]
Evaluator = Callable[[State], int]
R = TypeVar("R", bool, int)

SEMANTICS = 2
"""Counts the versions of what a model means: a proof about another one is no proof about this."""


class UnboundedChoiceError(Exception):
    """The states or choices asked for are infinitely many and cannot be listed."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """One assignment, ready to run: exactly one of `value` (None: any) applies."""

    index: int
    is_clock: bool
    name: str
    value: Callable[[State], Value] | None


@dataclass(frozen=True, slots=True)
class _Change:
    """An event or a limit that runs out, ready to run."""

    guard: Predicate
    settings: tuple[_Setting, ...]
    target: str | None
    zeroes: bool
    """whether clocks are zeroed afterwards"""
    waits: bool
    """whether parts of windows that are over move on before"""


def _remembering(read: Callable[[State], R]) -> Callable[[State], R]:
    """The same, read once in a row for one state: parts that share parts would else cost exponential time."""
    last: tuple[State, R] | None = None

    def remembered(state: State) -> R:
        nonlocal last
        if last is None or last[0] is not state:
            last = state, read(state)
        return last[1]

    return remembered


def _every(parts: Sequence[Predicate]) -> Predicate:
    """Whether all the parts are true."""

    def holds(state: State) -> bool:
        for part in parts:  # noqa: SIM110  # `all` would make a generator for each state
            if not part(state):
                return False
        return True

    return holds


def _some(parts: Sequence[Predicate]) -> Predicate:
    """Whether one of the parts is true."""

    def holds(state: State) -> bool:
        for part in parts:  # noqa: SIM110
            if part(state):
                return True
        return False

    return holds


def _total(parts: Sequence[Evaluator]) -> Evaluator:
    """The sum of the parts."""

    def value(state: State) -> int:
        amount = 0
        for part in parts:
            amount += part(state)
        return amount

    return value


class Interpreter:
    """Steps through a model.

    `holds` and `value` read expressions; `fire`, `expire` and `wait` return the state after a step, or None if
    the step is not possible there.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._attribute = {item.name: index for index, item in enumerate(model.attributes)}
        self._clock = {item.name: index for index, item in enumerate(model.clocks)}
        self._tests: dict[int, tuple[Condition, Predicate]] = {}
        self._readings: dict[int, tuple[Term, Evaluator]] = {}
        self._events: dict[str, _Change] = {}
        self._limits: dict[str, _Change] = {}

    # --- the rules, each made ready when it is first asked for ---

    @cached_property
    def _events_in(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {status.name: [] for status in self.model.statuses}
        for event in self.model.events:
            for status in event.sources:
                found[status].append(event)
        return found

    @cached_property
    def _limits_in(self) -> dict[str, list[tuple[Limit, Predicate, int, Evaluator]]]:
        found: dict[str, list[tuple[Limit, Predicate, int, Evaluator]]] = {
            status.name: [] for status in self.model.statuses
        }
        for limit in self.model.limits:
            entry = (limit, self.test(limit.condition), self._clock[limit.clock], self.reading(limit.bound))
            for status in limit.statuses:
                found[status].append(entry)
        return found

    @cached_property
    def _part_ends_in(self) -> dict[str, list[Limit]]:
        found = ((status, limit) for limit in self.model.limits if limit.window for status in limit.statuses)
        ends: dict[str, list[Limit]] = {}
        for status, limit in found:
            ends.setdefault(status, []).append(limit)
        return ends

    def settled(self, state: State) -> State:
        """The state after the parts of windows that are over have moved on: nothing else can happen before."""
        for limit in self._part_ends_in.get(state.status, ()):
            state = self.expire(state, limit.name) or state
        return state

    @cached_property
    def _runs(self) -> tuple[Predicate, ...]:
        return tuple(self.test(clock.runs) for clock in self.model.clocks)

    @cached_property
    def _zero(self) -> tuple[tuple[int, Predicate], ...]:
        clocks = enumerate(self.model.clocks)
        return tuple((index, self.test(clock.zero)) for index, clock in clocks if clock.zero != Truth(False))

    # --- reading expressions ---

    def holds(self, condition: Condition, state: State) -> bool:
        """True iff the condition is true of the state."""
        return self.test(condition)(state)

    def value(self, term: Term, state: State) -> int:
        """What the term amounts to in the state."""
        return self.reading(term)(state)

    def test(self, condition: Condition) -> Predicate:
        """The condition as a function of the state; made once for each condition object."""
        known = self._tests.get(id(condition))
        if known is None:
            known = self._tests[id(condition)] = (condition, self._test(condition))
        return known[1]

    def _test(self, condition: Condition) -> Predicate:
        match condition:
            case Truth(value):
                return lambda _: value
            case Flag(name):
                index = self._attribute[name]
                return lambda state: bool(state.attributes[index])
            case InStatus(statuses):
                return lambda state: state.status in statuses
            case Comparison(sign, left, right):
                compare, first, number = COMPARE[sign], self.reading(left), bare(right)
                if isinstance(number, Number):
                    bound = number.value
                    return lambda state: compare(first(state), bound)
                second = self.reading(right)
                return lambda state: compare(first(state), second(state))
            case Not(inner):
                negated = self.test(inner)
                return lambda state: not negated(state)
            case And(conditions):
                return _every([self.test(part) for part in conditions])
            case Or(conditions):
                return _some([self.test(part) for part in conditions])
            case Implies(premise, conclusion):
                before, after = self.test(premise), self.test(conclusion)
                return lambda state: not before(state) or after(state)
            case NamedCondition(_, body):
                return _remembering(self.test(body))
            case _:
                assert_never(condition)

    def reading(self, term: Term) -> Evaluator:
        """The term as a function of the state; made once for each term object."""
        known = self._readings.get(id(term))
        if known is None:
            known = self._readings[id(term)] = (term, self._read(term))
        return known[1]

    def _read(self, term: Term) -> Evaluator:
        match term:
            case Number(value):
                return lambda _: value
            case AttributeTerm(name):
                index = self._attribute[name]
                return lambda state: state.attributes[index]
            case ClockTerm(name):
                position = self._clock[name]
                return lambda state: state.clocks[position]
            case Sum(terms):
                return _total([self.reading(part) for part in terms])
            case Scaled(factor, inner):
                reading = self.reading(inner)
                return lambda state: factor * reading(state)
            case Choose(condition, then, otherwise):
                test, yes, no = self.test(condition), self.reading(then), self.reading(otherwise)
                return lambda state: yes(state) if test(state) else no(state)
            case NamedTerm(_, body):
                reading = self.reading(body)
                return reading if isinstance(bare(body), Number) else _remembering(reading)
            case _:
                assert_never(term)

    # --- preparing changes ---

    def _event(self, event: Event) -> _Change:
        required = _every([self.test(requirement.condition) for requirement in event.requirements])
        sources = frozenset(event.sources)
        return _Change(
            lambda state: state.status in sources and required(state),
            tuple(self._setting(item) for item in event.assignments),
            event.target,
            zeroes=event.actor != OBSERVER,
            waits=event.actor != OBSERVER,
        )

    def _expiry(self, limit: Limit) -> _Change:
        clock, bound = self._clock[limit.clock], self.reading(limit.bound)
        asked = _every([self.test(limit.condition), self.test(limit.when)])
        return _Change(
            lambda state: state.status in limit.statuses and state.clocks[clock] >= bound(state) and asked(state),
            tuple(self._setting(item) for item in limit.assignments),
            limit.target,
            zeroes=limit.window is None,
            waits=limit.window is None,
        )

    def _setting(self, assignment: Assignment) -> _Setting:
        name, value = assignment.name, assignment.value
        is_clock = name in self._clock
        index = self._clock[name] if is_clock else self._attribute[name]
        if isinstance(value, AnyValue):
            return _Setting(index, is_clock, name, None)
        if isinstance(value, Condition):
            return _Setting(index, is_clock, name, self.test(value))
        return _Setting(index, is_clock, name, self.reading(value))

    def _apply(self, change: _Change, state: State, choices: Mapping[str, Value]) -> State | None:
        """The state after the change, or None if its guard fails or a value falls outside its type."""
        if change.waits:
            state = self.settled(state)
        if not change.guard(state):
            return None
        attributes, clocks = list(state.attributes), list(state.clocks)
        for setting in change.settings:
            if setting.value is not None:
                value = setting.value(state)
            elif setting.name in choices:
                value = choices[setting.name]
            else:
                return None
            if setting.is_clock:
                if value < 0:
                    return None
                clocks[setting.index] = value
            else:
                if not admits(self.model.attributes[setting.index].kind, value):
                    return None
                attributes[setting.index] = value
        status = change.target or state.status
        if status != state.status:
            clocks[0] = 0
        after = State(status, tuple(attributes), tuple(clocks))
        zeroed = [index for index, zero in self._zero if after.clocks[index] and zero(after)]
        if not zeroed or not change.zeroes:
            return after
        for index in zeroed:
            clocks[index] = 0
        return after._replace(clocks=tuple(clocks))

    # --- stepping ---

    def fire(self, state: State, event: str, choices: Mapping[str, Value] | None = None) -> State | None:
        """The state after a transition or event; `choices` names a value for each attribute set to any."""
        change = self._events.get(event)
        if change is None:
            change = self._events[event] = self._event(self.model.event[event])
        return self._apply(change, state, choices or {})

    def expire(self, state: State, limit: str) -> State | None:
        """The state after a limit ran out."""
        change = self._limits.get(limit)
        if change is None:
            change = self._limits[limit] = self._expiry(self.model.limit[limit])
        return self._apply(change, state, {})

    def wait(self, state: State, steps: int) -> State | None:
        """The state `steps` ≥ 1 later, or None if a limit would be overrun."""
        if steps < 1:
            return None
        clocks = [
            reading + steps if runs(state) else reading for reading, runs in zip(state.clocks, self._runs, strict=True)
        ]
        after = State(state.status, state.attributes, tuple(clocks))
        for _, applies, clock, bound in self._limits_in[state.status]:
            if applies(after) and after.clocks[clock] > bound(after):
                return None
        return after

    def pass_time(self, state: State, steps: int) -> State | None:
        """The state `steps` ≥ 1 later, where parts of windows move on in between; None if a limit would be overrun."""
        after = self.wait(state, steps)
        if after is not None or steps < 1:
            return after
        left = steps
        while left:
            before = self.settled(state)
            length = 1 if self._is_a_part_running(before) else left
            passed = self.wait(before, length)
            if passed is None:
                return None
            state, left = passed, left - length
        return state

    def _is_a_part_running(self, state: State) -> bool:
        """True iff parts of windows, each of one step, follow one another in the state: not all say the same."""
        return any(self._runs[self._clock[limit.clock]](state) for limit in self._part_ends_in.get(state.status, ()))

    def step(self, state: State, step: Step) -> State | None:
        """The state after any step, or None if it is not possible."""
        match step:
            case Delay(steps):
                return self.pass_time(state, steps)
            case Take(event, choices):
                return self.fire(state, event, dict(choices)) if event in self.model.event else None
            case Expire(limit):
                return self.expire(state, limit) if limit in self.model.limit else None
            case _:
                assert_never(step)

    def changes(self, state: State) -> Iterator[tuple[Take | Expire, State]]:
        """Everything but time that can happen in the state, with the state it leads to."""
        ends = [limit.name for limit in self._part_ends_in.get(state.status, ())]
        moved = [(Expire(name), after) for name in ends if (after := self.expire(state, name)) is not None]
        yield from moved
        for event in self._events_in[state.status]:
            if moved and event.actor != OBSERVER:
                continue
            yield from self.outcomes(state, event)
        for limit, _, _, _ in self._limits_in[state.status]:
            after = None if moved else self.expire(state, limit.name)
            if after is not None:
                yield Expire(limit.name), after

    def outcomes(self, state: State, event: Event) -> Iterator[tuple[Take, State]]:
        """Every way the event can go in the state. Raises `UnboundedChoiceError` where they cannot be listed."""
        free = [item.name for item in event.assignments if isinstance(item.value, AnyValue)]
        for values in assignments([self._values(name) for name in free], ()):
            choices = tuple(zip(free, values, strict=True))
            after = self.fire(state, event.name, dict(choices))
            if after is not None:
                yield Take(event.name, choices), after

    def _values(self, attribute: str) -> Sequence[Value]:
        values = domain(self.model.attribute[attribute].kind)
        if values is None:
            raise UnboundedChoiceError(attribute)
        return values

    def is_dead_end(self, state: State) -> bool:
        """True iff nothing can happen and time cannot pass."""
        return self.wait(state, 1) is None and next(self.changes(state), None) is None

    # --- where life courses begin ---

    def is_start(self, state: State) -> bool:
        """True iff a life course may begin in the state."""
        for reading, clock in zip(state.clocks, self.model.clocks, strict=True):
            if reading < 0 or (clock.start is not None and reading != clock.start):
                return False
        for value, attribute in zip(state.attributes, self.model.attributes, strict=True):
            if not admits(attribute.kind, value) or (attribute.start is not None and value != attribute.start):
                return False
        return any(state.status in start.statuses and self.holds(start.condition, state) for start in self.model.starts)

    def start_states(self, ceilings: Sequence[int | None] | None = None) -> Iterator[State]:
        """Every state a life course may begin in, found one by one. Raises `UnboundedChoiceError` where they cannot be
        listed.

        `ceilings` gives for each clock a reading that stands for all above it (None: there is none).
        """
        width = len(self.model.attributes)
        values = [self._values(a.name) if a.start is None else (a.start,) for a in self.model.attributes]
        for start in self.model.starts:
            clocks: list[Sequence[int]] = []
            for clock, readings in zip(
                self.model.clocks, start_readings(self.model, start.condition, ceilings), strict=True
            ):
                if readings is None:
                    raise UnboundedChoiceError(clock.name)
                clocks.append(readings)
            for status in start.statuses:
                parts = (self._start_part(part, status) for part in conjuncts(start.condition))
                for found in assignments((*values, *clocks), parts):
                    yield State(status, found[:width], found[width:])

    def _start_part(self, condition: Condition, status: str) -> PlaceConstraint:
        test, width = self.test(condition), len(self.model.attributes)
        reads = {self._attribute[name] for name in attributes_of(condition)}
        reads |= {width + self._clock[name] for name in clocks_of(condition)}
        return frozenset(reads), lambda values: test(State(status, tuple(values[:width]), tuple(values[width:])))
