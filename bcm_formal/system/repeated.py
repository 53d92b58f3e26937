"""Steps that are taken again and again, in closed form: what each round leads to, and that each is possible.

Trusted: a `Repeat` of a trace is replayed here without being walked. The first round says what a round adds to each
number and clock; then the state at a place of round n is that of the first round and n times that. It is shown for one
step after the other that in each round it leads from its state to the next. A step is a function of the state that
reads conditions and terms. Between two moments at which one of them changes (`moments`; the rounds are the time there)
no condition changes its truth and no term its slope, so that the step is possible in all of these rounds or in none,
and what it leads to is linear in n, as is what it should lead to. Two linear functions that agree in the first and the
last of these rounds agree in all of them. So the interpreter takes the step in those two. Whether a value is one of
its type is known from the two as well, since only whole numbers change, whose types have no gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import assert_never

from bcm_formal.model.expressions import ClockTerm, Comparison, Condition, Expression, Term, attributes_of, clocks_of
from bcm_formal.model.model import Assignment, Model
from bcm_formal.model.types import Integer, Range
from bcm_formal.records import dataclass
from bcm_formal.system.moments import MOST, Moments, TooManyMomentsError
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, Part, Repeat, State, Step, Take, single_steps


@dataclass(frozen=True, slots=True)
class Rounds:
    """The states of steps that are repeated: in the first round, where it begins first; what every round adds to each
    attribute and clock; and how many rounds there are."""

    first: tuple[State, ...]
    attributes: tuple[int, ...]
    clocks: tuple[int, ...]
    times: int

    def at(self, place: int, number: int) -> State:
        """The state after `place` steps of a round; the first round has the number 0."""
        status, attributes, clocks = self.first[place]
        pairs, readings = zip(attributes, self.attributes, strict=True), zip(clocks, self.clocks, strict=True)
        return State(
            status,
            tuple([value + number * more if more else value for value, more in pairs]),
            tuple([reading + number * more for reading, more in readings]),
        )

    @property
    def last(self) -> State:
        """The state after all rounds."""
        return self.at(0, self.times)


def after(interpreter: Interpreter, state: State, part: Part) -> State | None:
    """The state after a part of a life course, or None if it is not possible, or not shown to be in closed form."""
    if not isinstance(part, Repeat):
        return interpreter.step(state, part)
    rounds = rounds_of(interpreter, state, part)
    return None if rounds is None else rounds.last


def stays_in(interpreter: Interpreter, state: State, repeat: Repeat, conditions: Mapping[str, Condition]) -> bool:
    """True iff it is shown that in all rounds from the state every state is one of those that the conditions of their
    statuses are true of, at every unit of time; the state after all rounds apart. The rounds are walked unit by unit:
    what windows show changes within a wait, and is not known from its ends."""
    units = _by_units(repeat)
    rounds = None if units is None else rounds_of(interpreter, state, units)
    if rounds is None:
        return False
    try:
        return all(_is_true_each_time(interpreter, rounds, place, conditions) for place in range(len(rounds.first) - 1))
    except TooManyMomentsError:
        return False


def _is_true_each_time(
    interpreter: Interpreter, rounds: Rounds, place: int, conditions: Mapping[str, Condition]
) -> bool:
    """True iff the condition of the status is true at a place of each round."""
    condition, at = conditions.get(rounds.first[place].status), partial(rounds.at, place)
    if condition is None:
        return False
    moments = Moments(interpreter, at, rounds.times - 1).of(condition)
    return all(interpreter.holds(condition, at(moment)) for moment in moments)


def _by_units(repeat: Repeat) -> Repeat | None:
    """The same with waits of one unit of time each; None if that is more steps than are looked at."""
    steps = [
        (Delay(min(1, step.steps)), max(1, step.steps)) if isinstance(step, Delay) else (step, 1)
        for step in repeat.steps
    ]
    if sum(count for _, count in steps) > MOST:
        return None
    return Repeat(tuple(step for step, count in steps for _ in range(count)), repeat.times)


def first_rounds(
    interpreter: Interpreter, states: Sequence[State], parts: Iterable[Part]
) -> Iterator[tuple[Step, State, State]]:
    """Every step with the states before and after it; of those that are repeated the first round. `states` are those
    before the parts, which are possible there."""
    for part, state in zip(parts, states, strict=False):
        for step in single_steps((part,)):
            following = interpreter.step(state, step)
            assert following is not None, "the part is possible"
            yield step, state, following
            state = following


def rounds_of(interpreter: Interpreter, state: State, repeat: Repeat) -> Rounds | None:
    """The rounds from a state; None if some step is not possible in one of them, or that is not shown because they do
    not add the same each time or because what they ask changes too often."""
    rounds = _first_round(interpreter, state, repeat)
    if rounds is None:
        return None
    looked_at = 0
    try:
        for place, step in enumerate(repeat.steps):
            stretches = _stretches(interpreter, rounds, place, step)
            looked_at += len(stretches)
            if looked_at > MOST:
                return None
            for number in {end for stretch in stretches for end in stretch}:
                if interpreter.step(rounds.at(place, number), step) != rounds.at(place + 1, number):
                    return None
    except TooManyMomentsError:
        return None
    return rounds


def _first_round(interpreter: Interpreter, state: State, repeat: Repeat) -> Rounds | None:
    if repeat.times < 1 or not repeat.steps or any(clocks_of(clock.zero) for clock in interpreter.model.clocks):
        return None
    states = [state]
    for step in repeat.steps:
        following = interpreter.step(states[-1], step)
        if following is None:
            return None
        states.append(following)
    begun, ended = states[0], states[-1]
    kinds = (item.kind for item in interpreter.model.attributes)
    pairs = tuple(zip(kinds, begun.attributes, ended.attributes, strict=True))
    if begun.status != ended.status or any(a != b and not isinstance(kind, Range | Integer) for kind, a, b in pairs):
        return None
    attributes = tuple(int(b) - int(a) for _, a, b in pairs)
    clocks = tuple(b - a for a, b in zip(begun.clocks, ended.clocks, strict=True))
    rounds = Rounds(tuple(states), attributes, clocks, repeat.times)
    return None if _moves_windows(interpreter.model, rounds) else rounds


def _moves_windows(model: Model, rounds: Rounds) -> bool:
    """True if parts of windows may move on otherwise in later rounds than in the first."""
    attributes = dict(zip((item.name for item in model.attributes), rounds.attributes, strict=True))
    clocks = dict(zip((clock.name for clock in model.clocks), rounds.clocks, strict=True))
    return any(clocks[w.clock] or any(attributes[name] for name in attributes_of(w.counts)) for w in model.windows)


def _stretches(interpreter: Interpreter, rounds: Rounds, place: int, step: Step) -> list[tuple[int, int]]:
    """Rounds, from one to another, in which nothing changes its truth or slope that the step at a place reads."""
    model, last = interpreter.model, rounds.times - 1
    before = Moments(interpreter, partial(rounds.at, place), last)
    later = Moments(interpreter, partial(rounds.at, place + 1), last)
    begins = {0}.union(
        *(before.of(item) for item in _read_before(model, step)),
        *(later.of(item) for item in _read_after(model, step, rounds.first[place].status)),
    )
    ordered = sorted(begins)
    return [(begin, end - 1) for begin, end in zip(ordered, (*ordered[1:], rounds.times), strict=True)]


def _read_before(model: Model, step: Step) -> Iterator[Expression]:
    """What a step reads in the state where it is taken."""
    match step:
        case Delay():
            yield from (clock.runs for clock in model.clocks)
        case Take(name, _):
            event = model.event[name]
            yield from (item.condition for item in event.requirements)
            yield from _values(event.assignments)
        case Expire(name):
            limit = model.limit[name]
            yield from (limit.condition, limit.when, Comparison(">=", ClockTerm(limit.clock), limit.bound))
            yield from _values(limit.assignments)
        case _:
            assert_never(step)


def _read_after(model: Model, step: Step, status: str) -> Iterator[Expression]:
    """What a step reads of the state it leads to, where clocks are not zeroed yet; what zeroes them reads no clock."""
    if not isinstance(step, Delay):
        yield from (clock.zero for clock in model.clocks)
        return
    for limit in model.limits:
        if status in limit.statuses:
            yield limit.condition
            yield Comparison(">", ClockTerm(limit.clock), limit.bound)


def _values(assignments: Sequence[Assignment]) -> Iterator[Expression]:
    yield from (item.value for item in assignments if isinstance(item.value, Condition | Term))
