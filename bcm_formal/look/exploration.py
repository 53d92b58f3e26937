"""A bounded look around from some states, by the interpreter: what explanations are written from.

Nothing here supports a verdict. Time passes by those lengths at which some requirement, limit or bound nearby changes
its truth, and what is set to any value becomes only those values that something tells apart; statuses seen least often
are looked at first, so that a small budget still shows every corner.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice

from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.expressions import ClockTerm, Comparison, Condition, Expression, clocks_of, walk
from bcm_formal.model.model import AnyValue, Event, Limit
from bcm_formal.model.types import AttributeType, Value
from bcm_formal.records import dataclass
from bcm_formal.system.choices import TooManyChoicesError, distinguishing_choices
from bcm_formal.system.help import EVERYTHING, Help
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Delay, Expire, State, Step, Take
from bcm_formal.system.transition_system import Move, TransitionSystem

MAX_STATES = 400
_MAX_OUTCOMES = 64


@dataclass(frozen=True)
class Explored:
    """The states met, in the order found. `complete`: nothing was left out for the budget's sake (which
    does not say that there is nothing else: only some lengths of waits were tried)."""

    states: tuple[State, ...]
    arrivals: dict[State, tuple[State | None, Step | None]]
    complete: bool

    def in_status(self, status: str) -> tuple[State, ...]:
        return tuple(state for state in self.states if state.status == status)

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses met, in the order found."""
        return tuple(dict.fromkeys(state.status for state in self.states))


def some_starts(system: TransitionSystem, most: int = 200) -> tuple[State, ...]:
    """So many start states, the first in order; none where they cannot be listed.

    Where clocks start with any reading, one stands for all above it that behave alike.
    """
    model = system.model
    open_clocks = any(clock.start is None for clock in model.clocks)
    try:
        return tuple(islice(Interpreter(model).start_states(ceilings(system, ()) if open_clocks else None), most))
    except UnboundedChoiceError:
        return ()


def distances(system: TransitionSystem, goal: Iterable[str]) -> dict[str, int]:
    """How many changes of status each status is away from those of the goal, requirements apart; those from where
    nothing leads there are left out."""
    found = dict.fromkeys(goal, 0)
    newest = list(found)
    while newest:
        into = (move.source for status in newest for move in system.moves_into[status])
        newest = [source for source in dict.fromkeys(into) if source not in found]
        found.update(dict.fromkeys(newest, max(found.values(), default=0) + 1))
    return found


class Explorer:
    """Looks around in one system, with the moves that count."""

    def __init__(self, system: TransitionSystem, help: Help = EVERYTHING, watched: Iterable[Condition] = ()) -> None:
        self.system = system
        self.help = help
        self.interpreter = Interpreter(system.model)
        self._watched = tuple(watched)
        self._crossings: dict[str, tuple[Callable[[State], int], ...]] = {}
        self._ceilings = ceilings(system, self._watched)
        self._moves: dict[str, tuple[Move, ...]] = {}
        self._choices: dict[str, list[dict[str, Value]]] = {}

    def rounded(self, state: State) -> State:
        """The state with clocks cut off where higher readings are all alike: equal states behave alike."""
        pairs = zip(state.clocks, self._ceilings, strict=True)
        clocks = tuple([now if most is None or now < most else most for now, most in pairs])
        return State(state.status, state.attributes, clocks)

    def counts(self, rule: Event | Limit) -> bool:
        """True iff what the rule does counts."""
        return isinstance(rule, Limit) or self.help.counts(rule.actor, rule.adverse)

    def explore(self, starts: Iterable[State], budget: int = MAX_STATES) -> Explored:
        """The states that can be met from `starts`."""
        arrivals: dict[State, tuple[State | None, Step | None]] = {}
        seen: set[State] = set()
        queue: list[tuple[int, int, State]] = []
        met: dict[str, int] = {}

        def meet(state: State, before: State | None, step: Step | None) -> None:
            key = self.rounded(state)
            if key in seen:
                return
            seen.add(key)
            arrivals[state] = (before, step)
            met[state.status] = met.get(state.status, 0) + 1
            heapq.heappush(queue, (met[state.status], len(arrivals), state))

        for state in starts:
            if len(arrivals) >= budget:
                return Explored(tuple(arrivals), arrivals, False)
            meet(state, None, None)
        while queue:
            _, _, state = heapq.heappop(queue)
            for step, after in self.successors(state):
                if len(arrivals) >= budget:
                    return Explored(tuple(arrivals), arrivals, False)
                meet(after, state, step)
        return Explored(tuple(arrivals), arrivals, True)

    def quickest(
        self, starts: Iterable[State], goal: Callable[[State], bool], budget: int = 3000
    ) -> tuple[tuple[State, ...], tuple[Step, ...], int] | None:
        """The way to the goal that takes least time among those seen: its states, its steps, its time."""
        queue: list[tuple[int, int, State]] = []
        arrivals: dict[State, tuple[int, State | None, Step | None]] = {}
        for state in starts:
            arrivals[state] = (0, None, None)
            heapq.heappush(queue, (0, len(queue), state))
        done: set[State] = set()
        pushed = len(queue)
        while queue and len(done) < budget:
            elapsed, _, state = heapq.heappop(queue)
            if state in done:
                continue
            if goal(state):
                return (*_way_to(arrivals, state), elapsed)
            done.add(state)
            for step, after in self.successors(state):
                time = elapsed + (step.steps if isinstance(step, Delay) else 0)
                if after not in arrivals or time < arrivals[after][0]:
                    arrivals[after] = (time, state, step)
                    pushed += 1
                    heapq.heappush(queue, (time, pushed, after))
        return None

    def successors(self, state: State) -> Iterator[tuple[Step, State]]:
        """What can come next: every change, and waits after which something may be different."""
        yield from self.changes(state)
        yield from self.waits(state)

    def waits(self, state: State, within: int | None = None) -> Iterator[tuple[Delay, State]]:
        """Waits, of less than `within`, after which something may be different."""
        for length in self.lengths(state):
            if within is not None and length >= within:
                return
            after = self.interpreter.pass_time(state, length)
            if after is not None:
                yield Delay(length), after

    def changes(self, state: State, *, adverse: bool = True) -> Iterator[tuple[Take | Expire, State]]:
        """What the moves that count, `adverse` events or not among them, do in the state; of each event no more than so
        many outcomes."""
        for move in self.moves_from(state.status):
            if adverse or not move.adverse:
                yield from self.outcomes(state, move)

    def outcomes(self, state: State, move: Move) -> Iterator[tuple[Take | Expire, State]]:
        """What a move does in the state; of an event no more than so many outcomes."""
        name = move.rule.name
        if isinstance(move.rule, Limit):
            after = self.interpreter.expire(state, name)
            if after is not None:
                yield Expire(name), after
            return
        if name not in self._choices:
            self._choices[name] = self._choices_of(name)
        for choices in self._choices[name]:
            after = self.interpreter.fire(state, name, choices)
            if after is not None:
                yield Take(name, tuple(choices.items())), after

    def moves_from(self, status: str) -> tuple[Move, ...]:
        """The moves that count."""
        if status not in self._moves:
            moves = self.system.moves_from[status]
            self._moves[status] = tuple(move for move in moves if self.counts(move.rule))
        return self._moves[status]

    def lengths(self, state: State) -> tuple[int, ...]:
        """Waits after which something nearby may be different, shortest first."""
        later = self.interpreter.pass_time(state, 1)
        if later is None:
            return ()
        found = {window.over for window in self.system.model.windows}
        if state.status not in self._crossings:
            self._crossings[state.status] = self._crossings_in(state.status)
        for difference in self._crossings[state.status]:
            now = difference(state)
            rate = difference(later) - now
            if rate != 0:
                crossing = -(now // rate)
                found.update(length for length in (crossing - 1, crossing, crossing + 1) if length >= 1)
        return tuple(sorted(found))

    def _choices_of(self, event: str) -> list[dict[str, Value]]:
        """The ways to choose what an event sets to any value, as far as something in the system or in the watched
        conditions tells them apart; no more than so many."""
        model = self.system.model
        free = [item.name for item in model.event[event].assignments if isinstance(item.value, AnyValue)]
        return _ways_to_choose({name: model.attribute[name].kind for name in free}, self._read)[:_MAX_OUTCOMES]

    @cached_property
    def _read(self) -> tuple[Expression, ...]:
        """All that may tell values apart."""
        system = self.system
        read: list[Expression] = [*self._watched, *(move.guard for move in system.moves)]
        read += [value for move in system.moves for _, value in move.sets]
        read += [part for clock in system.model.clocks for part in (clock.runs, clock.zero)]
        read += [part for limit in system.model.limits for part in (limit.condition, limit.bound, limit.when)]
        return tuple(read)

    def _crossings_in(self, status: str) -> tuple[Callable[[State], int], ...]:
        """The differences that guards, limits and watched conditions compare with zero, where they read a clock."""
        conditions: list[Condition] = [*self._watched, *(move.guard for move in self.system.moves_from[status])]
        conditions += [
            Comparison("<=", ClockTerm(boundary.clock), boundary.bound) for boundary in self.system.boundaries[status]
        ]
        comparisons = dict.fromkeys(
            node
            for condition in conditions
            for node in walk(condition)
            if isinstance(node, Comparison) and clocks_of(node)
        )
        return tuple(self._difference(node) for node in comparisons)

    def _difference(self, comparison: Comparison) -> Callable[[State], int]:
        left, right = self.interpreter.reading(comparison.left), self.interpreter.reading(comparison.right)
        return lambda state: left(state) - right(state)


def _ways_to_choose(kinds: dict[str, AttributeType], read: tuple[Expression, ...]) -> list[dict[str, Value]]:
    """Ways to choose a value for each name, together; where these are too many, each name on its own."""
    try:
        return list(distinguishing_choices(kinds, read))
    except TooManyChoicesError:
        alone = [list(distinguishing_choices({name: kind}, read)) for name, kind in kinds.items()]
        first = {name: value for options in alone for name, value in options[0].items()}
        return [first | choice for options in alone for choice in options]


def _way_to(
    arrivals: dict[State, tuple[int, State | None, Step | None]], state: State
) -> tuple[tuple[State, ...], tuple[Step, ...]]:
    states, steps = [state], list[Step]()
    _, before, step = arrivals[state]
    while before is not None and step is not None:
        states.append(before)
        steps.append(step)
        _, before, step = arrivals[before]
    return tuple(reversed(states)), tuple(reversed(steps))
