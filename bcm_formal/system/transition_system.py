"""The policy as a status graph: a directed multigraph with an edge for every change from one status to another.

Trusted: questions are read off it. Engines read it, too. Conditions are folded for the status they are read in, and the
reasons for which an assignment disables its event (a value outside its type) stand in the guard, so that an edge is
possible iff `guard` holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from bcm_formal.model.expressions import (
    FALSE,
    ClockTerm,
    Condition,
    Number,
    Rewriting,
    Term,
    Truth,
    attributes_of,
    choose,
    clocks_of,
    comparison,
    conjunction,
    disjunction,
    implication,
    in_status,
    negation,
    term_in_status,
    total,
)
from bcm_formal.model.model import LAW, TIME_IN_STATUS, AnyValue, Assignment, Event, Limit, Model
from bcm_formal.model.ranges import fits
from bcm_formal.model.types import (
    Duration,
    Value,
)
from bcm_formal.records import dataclass
from bcm_formal.system.choices import exact_choices
from bcm_formal.system.help import Help
from bcm_formal.system.state import OBSERVER, Expire, Take

ZERO = Number(0, Duration())


@dataclass(frozen=True, slots=True)
class Move:
    """One edge: what can happen in `source`, and where it leads. `rule` is the event or limit it comes from."""

    rule: Event | Limit
    source: str
    target: str
    actor: str
    adverse: bool
    guard: Condition
    sets: tuple[tuple[str, Condition | Term], ...]
    """values read before the change; names not listed keep theirs, before clocks are zeroed"""
    free: tuple[str, ...]
    """attributes that take any value of their type"""

    @property
    def name(self) -> str:
        return self.rule.name

    @property
    def zeroes(self) -> bool:
        """Whether clocks are zeroed afterwards, as after every change of the policy."""
        return self.actor != OBSERVER and not ends_a_part(self.rule)

    def step(self, choices: tuple[tuple[str, Value], ...] = ()) -> Take | Expire:
        """The step of a trace that this move is."""
        return Expire(self.rule.name) if isinstance(self.rule, Limit) else Take(self.rule.name, choices)


@dataclass(frozen=True, slots=True)
class Boundary:
    """A limit as it stands in one status: time may pass only up to `clock` = `bound` while `condition` holds."""

    limit: Limit
    condition: Condition
    clock: str
    bound: Term


class TransitionSystem:
    """A model as a status graph.

    `policy` is the model as written, where `model` was made from it to ask a question: it has the statuses,
    attributes, clocks, events and limits of the policy under their names, and more of each. (Default: the model.)
    """

    def __init__(self, model: Model, policy: Model | None = None) -> None:
        self.model = model
        self.policy = policy or model
        self.companions: list[TransitionSystem] = []
        """what was made from this and is to live as long"""
        self.statuses = tuple(status.name for status in model.statuses)
        self.boundaries = self._boundaries()
        self.runs = {s: {clock.name: in_status(clock.runs, s) for clock in model.clocks} for s in self.statuses}
        self.zero = {s: {clock.name: in_status(clock.zero, s) for clock in model.clocks} for s in self.statuses}
        self.moves = tuple(self._moves())

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "companions": []}

    def _boundaries(self) -> dict[str, tuple[Boundary, ...]]:
        found: dict[str, list[Boundary]] = {status: [] for status in self.statuses}
        for limit in self.model.limits:
            for status in limit.statuses:
                condition, bound = in_status(limit.condition, status), term_in_status(limit.bound, status)
                found[status].append(Boundary(limit, condition, limit.clock, bound))
        return {status: tuple(boundaries) for status, boundaries in found.items()}

    def _moves(self) -> Iterable[Move]:
        for event in self.model.events:
            for source in event.sources:
                guard = conjunction(in_status(requirement.condition, source) for requirement in event.requirements)
                yield self._move(
                    event, source, event.target or source, event.actor, event.adverse, guard, event.assignments
                )
        for source in self.statuses:
            for boundary in self.boundaries[source]:
                full = comparison(">=", ClockTerm(boundary.clock), boundary.bound)
                limit = boundary.limit
                guard = conjunction((boundary.condition, full, in_status(limit.when, source)))
                yield self._move(limit, source, limit.target, LAW, False, guard, limit.assignments)

    def _move(
        self,
        rule: Event | Limit,
        source: str,
        target: str,
        actor: str,
        adverse: bool,
        guard: Condition,
        assignments: tuple[Assignment, ...],
    ) -> Move:
        here = Rewriting({}, {}, source)
        sets: list[tuple[str, Condition | Term]] = []
        free: list[str] = []
        ranges: list[Condition] = []
        for item in assignments:
            if isinstance(item.value, AnyValue):
                free.append(item.name)
                continue
            if isinstance(item.value, Condition):
                value: Condition | Term = here.condition(item.value)
            else:
                value = here.term(item.value)
            ranges.append(fits(value, self.model.attribute.get(item.name)))
            sets.append((item.name, value))
        first = () if ends_a_part(rule) or actor == OBSERVER else self._parts_over(source)
        enabled = conjunction((guard, *ranges, *map(negation, first)))
        return Move(rule, source, target, actor, adverse, enabled, tuple(sets), tuple(free))

    def _parts_over(self, status: str) -> Iterable[Condition]:
        """For each window that the running part is over: nothing else happens until the parts have moved on."""
        for boundary in self.boundaries[status]:
            if ends_a_part(boundary.limit):
                full = comparison(">=", ClockTerm(boundary.clock), boundary.bound)
                yield conjunction((boundary.condition, full))

    @cached_property
    def moves_from(self) -> dict[str, tuple[Move, ...]]:
        """Moves by the status they start in."""
        return self._by(lambda move: move.source)

    @cached_property
    def moves_into(self) -> dict[str, tuple[Move, ...]]:
        """Moves by the status they end in."""
        return self._by(lambda move: move.target)

    def _by(self, status_of: Callable[[Move], str]) -> dict[str, tuple[Move, ...]]:
        found: dict[str, list[Move]] = {status: [] for status in self.statuses}
        for move in self.moves:
            found[status_of(move)].append(move)
        return {status: tuple(moves) for status, moves in found.items()}

    def counting(self, help: Help) -> tuple[Move, ...]:
        """The moves that count."""
        return tuple(move for move in self.moves if help.counts(move.actor, move.adverse))

    def time_can_pass(self, status: str) -> Condition:
        """True iff one step of time may pass; then and only then, since bounds stand still, may time pass at all."""
        return conjunction(
            implication(
                boundary.condition,
                comparison("<=", after_delay(self, status, boundary.clock, Number(1, Duration())), boundary.bound),
            )
            for boundary in self.boundaries[status]
        )

    def can_proceed(self, status: str) -> Condition:
        """True iff the state is no dead end."""
        happens = (move.guard for move in self.moves_from[status] if move.actor != OBSERVER)
        return disjunction((self.time_can_pass(status), *happens))


def ends_a_part(rule: Event | Limit) -> bool:
    """True iff the rule is the end of a part of a window."""
    return isinstance(rule, Limit) and rule.window is not None


def after_delay(system: TransitionSystem, status: str, clock: str, steps: Term) -> Term:
    """What a clock shows after a delay in a status."""
    runs = system.runs[status][clock]
    return total((ClockTerm(clock), choose(runs, steps, ZERO)))


def before_delay(system: TransitionSystem, status: str, condition: Condition, steps: Term) -> Condition:
    """True of a state iff `condition` is true after a delay of `steps` there (which limits may forbid)."""
    terms = {clock.name: after_delay(system, status, clock.name, steps) for clock in system.model.clocks}
    return Rewriting(terms, {}, status).condition(condition)


class EndlessChoiceError(KeyError):
    """What an attribute becomes is any of endlessly, or very, many values, and a condition computes with it."""


def before_move(system: TransitionSystem, move: Move, condition: Condition) -> Condition:
    """True of a state iff `condition` is true after the move, for some of its free values (its guard apart).

    Raises `EndlessChoiceError` if the condition computes with an attribute that is set to any of very many values.
    """
    model = system.model
    after = in_status(condition, move.target)
    if isinstance(after, Truth):
        return after
    zero = [clock.zero for clock in model.clocks if clock.name in clocks_of(after)]
    read = attributes_of(after).union(*map(attributes_of, zero))
    kinds = {name: model.attribute[name].kind for name in move.free if name in read}
    options = exact_choices(kinds, (after, *zero))
    if isinstance(options, str):
        raise EndlessChoiceError(options)
    return disjunction(rewriting_after(system, move, option).condition(condition) for option in options)


def rewriting_after(system: TransitionSystem, move: Move, choices: Mapping[str, Value | Condition | Term]) -> Rewriting:
    """The substitution that reads every attribute and clock after the move, in terms of the state before.

    `choices` says what becomes of each attribute that the move sets to any value.
    """
    model = system.model
    terms: dict[str, Term] = {}
    flags: dict[str, Condition] = {}
    for name, value in (*move.sets, *choices.items()):
        if isinstance(value, bool):
            flags[name] = Truth(value)
        elif isinstance(value, int):
            terms[name] = Number(value, model.attribute[name].kind)
        elif isinstance(value, Condition):
            flags[name] = value
        else:
            terms[name] = value
    if move.target != move.source:
        terms[TIME_IN_STATUS] = ZERO
    attributes_after = Rewriting(dict(terms), flags, move.target)
    for clock in model.clocks:
        zero = attributes_after.condition(clock.zero)
        if zero != FALSE and move.zeroes:
            terms[clock.name] = choose(zero, ZERO, terms.get(clock.name, ClockTerm(clock.name)))
    return Rewriting(terms, flags, move.target)
