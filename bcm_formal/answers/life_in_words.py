"""The pathways of a path property that holds, told as lives: who, what they do in which order, how long they wait.

Whatever is told was replayed: words are made from the steps and states of a life course of the model, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from bcm_formal.answers.guide import member_of
from bcm_formal.answers.lives import Life, unmeasured
from bcm_formal.answers.phrases import (
    attribute_text,
    listed,
    reading_text,
    rule_title,
    span_of_time,
    status_title,
    written_time,
)
from bcm_formal.answers.relevance import Relevance, names_in
from bcm_formal.answers.story import Story, story_along
from bcm_formal.answers.windows import shown_by_windows, without_ends
from bcm_formal.look.shortening import replayed
from bcm_formal.model.expressions import TRUE, ClockTerm, Comparison, Condition, clocks_of, walk
from bcm_formal.model.model import TODAY, Attribute, Model
from bcm_formal.model.to_text import value_text
from bcm_formal.model.types import AttributeType, Integer, Range, Value, domain
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Conditions, Path, Robust, without_observer
from bcm_formal.system.repeated import after as after_part
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, Part, Repeat, State, Take, time_of
from bcm_formal.trust.trace import Trace, replay


@dataclass(frozen=True, slots=True)
class Leg:
    """What happens in one status, in this order, and where the last of it leads; None: the goal is met there."""

    acts: tuple[str, ...]
    to: str | None


@dataclass(frozen=True, slots=True)
class LifeInWords:
    """One life in words, from the moment the property speaks of."""

    status: str
    who: tuple[str, ...]
    """what matters of the person, where it is not what everybody starts with: `language none`"""
    legs: tuple[Leg, ...]
    takes: str | None
    """how long all waits are together, where there are several"""
    life: Life
    story: Story
    """from the very start"""

    @property
    def passes(self) -> tuple[str | None, ...]:
        """The statuses on the way."""
        return self.status, *(leg.to for leg in self.legs)


def teller_of(question: Path | Robust) -> LifeTeller:
    """Tells lives that show a question to be true."""
    base = without_observer(question.system)
    goal = {status: unmeasured(condition, status, question, base) for status, condition in question.goal.items()}
    return LifeTeller(base.model, goal, base is not question.system)


class LifeTeller:
    """Tells lives of one model that end at a goal. Raises `ReplayError` for what is no life course of the model."""

    def __init__(self, model: Model, goal: Conditions, timed: bool) -> None:
        """`timed`: there is only so much time to the goal."""
        self.model, self.goal, self.timed = model, goal, timed
        self.interpreter = Interpreter(model)
        self.relevance = Relevance(self.interpreter)
        self.arrived = member_of(self.interpreter, goal)
        self._names = (*(item.name for item in model.attributes), *(item.name for item in model.clocks))

    def tell_all(self, lives: Sequence[Life]) -> tuple[LifeInWords, ...]:
        """The lives in words. What is said of somebody in a status is said of all in it."""
        said: dict[str, set[str]] = {}
        for life in lives:
            said.setdefault(life.now.status, set()).update(name for name, _ in self._matters(life.now, life.onward))
        return tuple(self.tell(life, frozenset(said[life.now.status])) for life in lives)

    def tell(self, life: Life, also: frozenset[str] = frozenset()) -> LifeInWords:
        """The life in words; `also` names attributes to be told of the person."""
        before, onward = (without_ends(self.model, steps) for steps in (life.until_begin.steps, life.onward))
        life = replace(life, trace=Trace(life.trace.start, (*before, *onward)), begins=len(before))
        whole = replay(self.interpreter, life.trace)
        states = whole[life.begins :]
        delays = {index: step for index, step in enumerate(life.onward) if isinstance(step, Delay)}
        awaited = {index: self._awaited(states, life.onward, index) for index in delays}
        unit = self._unit(awaited.values())
        waits = {index: self._wait(step, awaited[index], unit) for index, step in delays.items()}
        legs = tuple(self._legs(states, life.onward, waits))
        takes = span_of_time(self.model, time_of(life.onward), unit) if len(waits) > 1 else None
        matters = dict(self._matters(states[0], life.onward))
        own = {item.name: text for item, text in self._values(states[0]) if item.name in also} | matters
        who = tuple(f"{name} {own[name]}" for name in self._names if name in own)
        who += tuple(
            f"{window.name} {written_time(self.model, shown)}"
            for window, (_, shown) in zip(self.model.windows, shown_by_windows(self.model, states[0]), strict=True)
            if shown
        )
        asked = also.union(matters, *(names_in(condition) for condition in self.goal.values()))
        story = story_along(self.relevance, whole, life.trace.steps, life.begins, timed=self.timed, asked=asked)
        return LifeInWords(status_title(self.model, states[0].status), who, legs, takes, life, story)

    # --- what is done ---

    def _legs(self, states: tuple[State, ...], steps: Sequence[Part], waits: Mapping[int, str]) -> Iterator[Leg]:
        acts: list[str] = []
        index = 0
        while index < len(steps):
            step, count = steps[index], 1
            if isinstance(step, Delay):
                acts.append(waits[index])
            elif isinstance(step, Repeat):
                acts.append(self._rounds(step))
            else:
                while steps[index + count : index + count + 1] == (step,) and _stays(states, index, count):
                    count += 1
                acts.append(self._act(step, count))
            index += count
            if states[index].status != states[index - 1].status:
                yield Leg(tuple(acts), status_title(self.model, states[index].status))
                acts = []
        if acts:
            yield Leg(tuple(acts), None)

    def _rounds(self, repeat: Repeat) -> str:
        """`study (1,000 times, 1 month apart)`, `study, then rest (1,000 times, 1 month apart)`."""
        time = time_of(repeat.steps)
        apart = [f"{span_of_time(self.model, time)} apart"] if time else []
        done = [step for step in repeat.steps if not isinstance(step, Delay)]
        if len(done) == 1:
            return self._act(done[0], repeat.times, apart)
        return f"{', then '.join(self._act(step) for step in done)} ({', '.join([_times(repeat.times), *apart])})"

    def _act(self, step: Take | Expire, times: int = 1, apart: Sequence[str] = ()) -> str:
        """`study (2 times)`, `renew with granted is 5 years`, `job loss (adverse)`."""
        adverse = isinstance(step, Take) and self.model.event[step.event].adverse
        notes = [*(["adverse"] if adverse else []), *([", ".join([_times(times), *apart])] if times > 1 else [])]
        said = f" ({listed(notes)})" if notes else ""
        if isinstance(step, Expire):
            return f"{rule_title(self.model.limit[step.limit])}{said}"
        values = (f"{name} is {self._value(name, value)}" for name, value in step.choices)
        chosen = f" with {listed(values)}" if step.choices else ""
        return f"{rule_title(self.model.event[step.event])}{chosen}{said}"

    def _value(self, name: str, value: Value) -> str:
        return value_text(self.model, self.model.attribute[name].kind, value)

    # --- what is waited for ---

    def _awaited(self, states: tuple[State, ...], steps: Sequence[Part], index: int) -> dict[str, int]:
        """The clocks whose readings the next step that needs the wait asks for, and what they show after it."""
        step = steps[index]
        assert isinstance(step, Delay)
        clocks = dict.fromkeys(self._needed(states, steps, index, step.steps))
        return {name: self._reading(name, states[index + 1]) for name in clocks}

    def _unit(self, awaited: Iterable[Mapping[str, int]]) -> str | None:
        """The one unit in which the text gives what is waited for; None: it uses several, or none is known."""
        given = {
            self.model.durations.get(reading) for each in awaited for name, reading in each.items() if name != TODAY
        }
        units = given - {None}
        return units.pop() if len(units) == 1 else None

    def _wait(self, step: Delay, awaited: Mapping[str, int], unit: str | None) -> str:
        """`wait until residence is 5 years (3 years)`; all durations of a line in one unit."""
        until = [
            f"{name} is {reading_text(self.model, name, now) if name == TODAY else span_of_time(self.model, now, unit)}"
            for name, now in awaited.items()
        ]
        span = span_of_time(self.model, step.steps, unit)
        return f"wait until {listed(until)} ({span})" if until else f"wait {span}"

    def _needed(self, states: tuple[State, ...], steps: Sequence[Part], index: int, length: int) -> Iterator[str]:
        """The clocks that a wait shorter by one would leave short of what a later step asks."""
        early = states[index] if length == 1 else self.interpreter.pass_time(states[index], length - 1)
        for place in range(index + 1, len(steps) + 1):
            if early is None:
                return
            goal = self.goal.get(states[place].status, TRUE)
            asked = (goal,) if place == len(steps) else self._asks(steps[place])
            after = early if place == len(steps) else after_part(self.interpreter, early, steps[place])
            if after is None or place == len(steps):
                yield from self._turned(asked, early, states[place])
                return
            early = after

    def _asks(self, step: Part) -> tuple[Condition, ...]:
        """What must hold for the step to be possible; of steps that are repeated the first of the first round."""
        match step:
            case Repeat(steps):
                return self._asks(steps[0])
            case Take(name, _):
                return tuple(item.condition for item in self.model.event[name].requirements)
            case Expire(name):
                limit = self.model.limit[name]
                return limit.condition, Comparison(">=", ClockTerm(limit.clock), limit.bound), limit.when
            case Delay():
                return ()
            case _:
                assert_never(step)

    def _turned(self, asked: tuple[Condition, ...], early: State, late: State) -> Iterator[str]:
        """The clocks of comparisons that are true of one state only."""
        for condition in asked:
            for part in walk(condition):
                if not isinstance(part, Comparison) or len(clocks := clocks_of(part)) != 1:
                    continue
                if self.interpreter.holds(part, early) != self.interpreter.holds(part, late):
                    yield from clocks - self.model.inner

    def _reading(self, clock: str, state: State) -> int:
        return next(
            reading for item, reading in zip(self.model.clocks, state.clocks, strict=True) if item.name == clock
        )

    # --- who ---

    def _matters(self, state: State, onward: Sequence[Part]) -> Iterator[tuple[str, str]]:
        """Every value without which the same steps do not lead to the goal, if not everybody starts with it."""
        place = {item.name: index for index, item in enumerate(self.model.attributes)}
        for attribute, text in self._values(state):
            index = place[attribute.name]
            value = state.attributes[index]
            if attribute.start is not None and value == attribute.start:
                continue
            changed = (
                state._replace(attributes=(*state.attributes[:index], other, *state.attributes[index + 1 :]))
                for other in _others(attribute.kind, value)
            )
            if not all(self._leads(other, onward) for other in changed):
                yield attribute.name, text
        for index, clock in enumerate(self.model.clocks):
            reading = state.clocks[index]
            zero = state._replace(clocks=(*state.clocks[:index], 0, *state.clocks[index + 1 :]))
            if reading and clock.name not in self.model.inner and not self._leads(zero, onward):
                yield clock.name, reading_text(self.model, clock.name, reading)

    def _values(self, state: State) -> list[tuple[Attribute, str]]:
        return [
            (item, attribute_text(self.model, item.name, value))
            for item, value in zip(self.model.attributes, state.attributes, strict=True)
            if item.name not in self.model.inner
        ]

    def _leads(self, state: State, steps: Sequence[Part]) -> bool:
        states = replayed(self.interpreter, state, steps)
        return states is not None and self.arrived(states[-1])


def _times(count: int) -> str:
    return f"{count:,} times"


def _others(kind: AttributeType, value: Value) -> tuple[Value, ...]:
    """Other values of a type; of many numbers some."""
    if isinstance(kind, Range):
        near = (kind.low, value - 1, value + 1, kind.high)
        return tuple(other for other in dict.fromkeys(near) if other != value and kind.low <= other <= kind.high)
    if isinstance(kind, Integer):
        return tuple(other for other in dict.fromkeys((0, value - 1, value + 1, -value)) if other != value)
    return tuple(other for other in domain(kind) or () if other != value)


def _stays(states: tuple[State, ...], index: int, count: int) -> bool:
    """True iff the status is the same after so many steps as before them."""
    return states[index].status == states[index + count].status
