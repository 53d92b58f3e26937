"""Runs scenarios: every person the start allows, every way things can go, step by step by the interpreter.

A scenario passes iff each of its lines holds for everybody at that point. Waiting: time passes as far as limits
allow; where a limit stops it, the limits that are full act, each a way of its own. A limit that is full just when a
wait ends acts then too, unless the next line is something that is still possible on that last day.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from bcm_formal.look.ceilings import Ceilings, ceilings
from bcm_formal.model.at_once import acting_at_once
from bcm_formal.model.expressions import in_status
from bcm_formal.model.model import (
    AnyValue,
    Expect,
    ExpectPossible,
    Happen,
    Model,
    Scenario,
    ScenarioStep,
    Start,
    Wait,
)
from bcm_formal.model.types import AttributeType, domain
from bcm_formal.records import dataclass
from bcm_formal.system.encode import names_of
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Delay, Expire, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.cone import Rest, begun_without_the_rest
from bcm_formal.vetting.results import Failure, ScenarioResult

MAX_PERSONS = 200_000
"""how many persons and ways are followed at once"""
MOST_NAMED = 4
"""of what is left open"""
MAX_WORK = 2_000_000
"""how many states one scenario looks at"""


@dataclass(frozen=True, slots=True)
class _Life:
    """A state and how it was reached."""

    state: State
    before: _Life | None = None
    step: Step | None = None

    def then(self, step: Step, state: State) -> _Life:
        return _Life(state, self, step)

    @property
    def trace(self) -> Trace:
        steps: list[Step] = []
        life = self
        while life.before is not None and life.step is not None:
            steps.append(life.step)
            life = life.before
        return Trace(life.state, tuple(reversed(steps)))


class _FailedError(Exception):
    """The line does not hold for this life."""

    def __init__(self, reason: str, life: _Life | None) -> None:
        super().__init__(reason)
        self.reason, self.life = reason, life


class _TooMuchError(Exception):
    """The bound of work was met; the message says which."""


def run_scenario(model: Model, scenario: Scenario, system: TransitionSystem | None = None) -> ScenarioResult:
    """The result for all persons and ways. `system`: the model's status graph, for all its scenarios."""
    return _played(_rest(TransitionSystem(model) if system is None else system, scenario), scenario)[0]


def life_through(model: Model, scenario: Scenario) -> Trace | None:
    """The life course of the first person and way of a scenario that passes, up to its last line; None: it does not
    pass. It is one of the model that `started_by` gives."""
    rest = _rest(TransitionSystem(model), scenario)
    life = _played(rest, scenario)[1]
    return None if life is None else rest.trace(life.trace)


def _played(rest: Rest, scenario: Scenario) -> tuple[ScenarioResult, _Life | None]:
    """The result, and, if it passes, the first of the lives that do."""
    runner = _Runner(rest.small.model, scenario)
    persons = 0
    step: ScenarioStep | None = None
    try:
        lives = runner.begin()
        persons = len(lives) * _alike(rest)
        for step in scenario.steps:
            lives = runner.line(step, lives)
        return ScenarioResult(scenario, persons, None), lives[0]
    except _FailedError as failed:
        trace = rest.trace(failed.life.trace) if failed.life else None
        return ScenarioResult(scenario, persons, Failure(step, failed.reason, trace)), None
    except _TooMuchError as error:
        return ScenarioResult(scenario, persons, None, f"not decided within the bound of work: {error}"), None
    except UnboundedChoiceError as error:
        name = str(error)
        endless = "start with any duration" if name in rest.small.model.clock else "be any whole number"
        reason = f"`{name}` can {endless}: give it one in the scenario, as in `start in … with {name} is …`"
        return ScenarioResult(scenario, persons, Failure(step, reason, None)), None


def started_by(model: Model, scenario: Scenario) -> Model:
    """The model with the scenario's start in place of its own: a life course of the one is a trace of the other."""
    values = dict(scenario.overrides)
    attributes = tuple(
        replace(item, start=values[item.name]) if item.name in values else item for item in model.attributes
    )
    clocks = tuple(
        replace(item, start=None if (value := values[item.name]) is None else int(value))
        if item.name in values
        else item
        for item in model.clocks
    )
    start = Start(scenario.statuses, scenario.condition, scenario.span)
    return replace(model, attributes=attributes, clocks=clocks, starts=(start,))


def _rest(system: TransitionSystem, scenario: Scenario) -> Rest:
    """The model, begun as the scenario says, with what it and the rules read: what they do not read makes no different
    persons."""
    needed: set[str] = set()
    for step in scenario.steps:
        match step:
            case Expect(condition):
                needed |= names_of(condition)
            case Happen(_, choices):
                needed |= {name for name, _ in choices}
            case Wait() | ExpectPossible():
                pass
            case _:
                assert_never(step)
    return begun_without_the_rest(system, started_by(system.model, scenario), needed)


def _alike(rest: Rest) -> int:
    """How many start states of the whole model differ only in what was left out (numbers without bounds apart)."""
    left_out = (a for a in rest.whole.model.attributes if a.start is None and a.name not in rest.small.model.attribute)
    return math.prod(1 if (values := domain(item.kind)) is None else len(values) for item in left_out)


def _open_words(name: str, kind: AttributeType) -> str:
    values = domain(kind)
    if values is None:
        return f"`{name}`"
    count = values.stop - values.start if isinstance(values, range) else len(values)
    return f"`{name}` ({count:,} values)"


class _Runner:
    def __init__(self, model: Model, scenario: Scenario) -> None:
        self.model, self.scenario = model, scenario
        self.interpreter = Interpreter(model)
        self._left = MAX_WORK
        self._open = {item.name: _open_words(item.name, item.kind) for item in model.attributes if item.start is None}
        self._open |= {clock.name: f"`{clock.name}`" for clock in model.clocks if clock.start is None}
        """what makes different persons, by name, in words"""
        self._remedy = f"start in {scenario.statuses[0]} with {next(iter(self._open), '')} is …"
        """a line that leaves less open"""

    def begin(self) -> tuple[_Life, ...]:
        lives = self._distinct(_Life(state) for state in self.interpreter.start_states(self._ceilings()))
        if not lives:
            raise _FailedError("no person can start like this", None)
        return lives

    def _ceilings(self) -> Ceilings | None:
        """For each clock a reading that stands for all above it, whatever is expected and whatever happens later."""
        if all(clock.start is not None for clock in self.model.clocks):
            return None
        expected = (step.condition for step in self.scenario.steps if isinstance(step, Expect))
        conditions = (in_status(condition, status.name) for condition in expected for status in self.model.statuses)
        return ceilings(TransitionSystem(self.model), conditions)

    def line(self, step: ScenarioStep, lives: tuple[_Life, ...]) -> tuple[_Life, ...]:
        """The lives after one line. Raises `_FailedError` if it does not hold for one of them."""
        match step:
            case Wait(steps):
                return self._distinct(after for life in lives for after in self._wait(life, steps))
            case Happen():
                self._leaves_open(step)
                return self._distinct(after for life in lives for after in self._happen(step, life))
            case Expect(condition, text):
                test = self.interpreter.test(condition)
                settled = self._distinct(after for life in lives for after in self._settled(life))
                for life in settled:
                    if not test(life.state):
                        raise _FailedError(f"expected `{text}`", life)
                return settled
            case ExpectPossible(name, possible):
                for life in lives:
                    self._expect_possible(name, possible, life)
                return lives
            case _:
                assert_never(step)

    def _wait(self, life: _Life, steps: int) -> Iterator[_Life]:
        """Every life `steps` later; a limit that is full at the very end has not acted yet."""
        seen: set[tuple[State, int]] = set()
        stack = [(life, steps)]
        while stack:
            here, left = stack.pop()
            self._work()
            if (here.state, left) in seen:
                continue
            seen.add((here.state, left))
            passed = self._longest(here.state, left)
            if passed:
                after = self.interpreter.pass_time(here.state, passed)
                assert after is not None, "`_longest` asked the interpreter"
                here = here.then(Delay(passed), after)
                left -= passed
            if left == 0:
                yield here
                continue
            run_out = tuple(self._run_out(here))
            if not run_out:
                acts = here.state.status in acting_at_once(self.model)
                why = f"`{here.state.status}` acts at once: no time passes" if acts else "time cannot pass here"
                raise _FailedError(f"{why}, and no limit runs out", here)
            stack.extend((after, left) for after in run_out)

    def _longest(self, state: State, steps: int) -> int:
        """The longest wait up to `steps` that the limits allow: what is possible is possible for all shorter ones."""
        if self.interpreter.pass_time(state, steps) is not None:
            return steps
        low, high = 0, steps
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.interpreter.pass_time(state, middle) is not None else (low, middle)
        return low

    def _run_out(self, life: _Life) -> Iterator[_Life]:
        for step, after in self.interpreter.changes(life.state):
            if isinstance(step, Expire):
                yield life.then(step, after)

    def _settled(self, life: _Life) -> Iterator[_Life]:
        """The life itself, or, where it just waited up to a limit, each way in which a full limit acts."""
        seen: set[State] = set()
        stack = [life]
        while stack:
            here = stack.pop()
            self._work()
            if here.state in seen:
                continue
            seen.add(here.state)
            waited = isinstance(here.step, Delay | Expire)
            stopped = waited and self.interpreter.pass_time(here.state, 1) is None
            run_out = tuple(self._run_out(here)) if stopped else ()
            if run_out:
                stack.extend(run_out)
            else:
                yield here

    def _happen(self, step: Happen, life: _Life) -> Iterator[_Life]:
        now = tuple(self._outcomes(step.name, dict(step.choices), life))
        if now:
            yield from now
            return
        for settled in self._settled(life):
            later = tuple(self._outcomes(step.name, dict(step.choices), settled))
            if not later:
                raise _FailedError(f"`{step.name}` is not possible", settled)
            yield from later

    def _expect_possible(self, name: str, possible: bool, life: _Life) -> None:
        now = any(True for _ in self._outcomes(name, {}, life))
        if now and possible:
            return
        if now:
            raise _FailedError(f"expected `{name}` to be impossible", life)
        for settled in self._settled(life):
            if any(True for _ in self._outcomes(name, {}, settled)) != possible:
                word = "possible" if possible else "impossible"
                raise _FailedError(f"expected `{name}` to be {word}", settled)

    def _outcomes(self, name: str, choices: dict[str, bool | int], life: _Life) -> Iterator[_Life]:
        """Every way a rule can act; `choices` hold for the attributes they name."""
        if name in self.model.limit:
            after = self.interpreter.expire(life.state, name)
            if after is not None:
                yield life.then(Expire(name), after)
            return
        for take, state in self.interpreter.outcomes(life.state, self.model.event[name]):
            self._work()
            if all(choices.get(attribute, value) == value for attribute, value in take.choices):
                yield life.then(Take(name, take.choices), state)

    def _distinct(self, lives: Iterable[_Life]) -> tuple[_Life, ...]:
        """One life for each state, the first found. Raises `_TooMuchError` if there are too many to follow."""
        found: dict[State, _Life] = {}
        for life in lives:
            self._work()
            found.setdefault(life.state, life)
            if len(found) > MAX_PERSONS:
                raise _TooMuchError(f"there are more than {MAX_PERSONS:,} different persons{self._why()}")
        return tuple(found.values())

    def _work(self) -> None:
        """Another state is looked at."""
        self._left -= 1
        if self._left < 0:
            shorter = ", or wait shorter" if any(isinstance(step, Wait) for step in self.scenario.steps) else ""
            raise _TooMuchError(f"more than {MAX_WORK:,} states would be looked at{self._why()}{shorter}")

    def _leaves_open(self, step: Happen) -> None:
        """Note what the line lets be anything."""
        event, chosen = self.model.event.get(step.name), dict(step.choices)
        free = [item.name for item in event.assignments if isinstance(item.value, AnyValue)] if event else []
        left = [name for name in free if name not in chosen]
        self._open |= {name: _open_words(name, self.model.attribute[name].kind) for name in left}
        if left:
            self._remedy = f"{step.name} with {left[0]} is …"

    def _why(self) -> str:
        """`, because `a` (2 values) and `b` (40 values) can be anything: say what they are, as in `…``"""
        if not self._open:
            return ": leave fewer ways open"
        named = list(self._open.values())
        if len(named) > MOST_NAMED:
            named[MOST_NAMED:] = [f"{len(named) - MOST_NAMED} more"]
        words = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
        return f", because {words} can be anything: say what they are, as in `{self._remedy}`"
