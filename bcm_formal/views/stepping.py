"""Stepping through one life course: what can happen now, and what happens when something is chosen."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from bcm_formal.answers.phrases import (
    attribute_text,
    clock_title,
    moment,
    rule_title,
    span_of_time,
    status_title,
    who_acts,
    written_time,
)
from bcm_formal.answers.story import facts, story_of
from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.look.ceilings import ceilings
from bcm_formal.look.exploration import Explorer
from bcm_formal.model.expressions import TRUE, conjunction
from bcm_formal.model.from_syntax.starts import equalities
from bcm_formal.model.from_words import condition_from_text
from bcm_formal.model.model import Model
from bcm_formal.model.readings import Readings, readings
from bcm_formal.model.to_text import condition_text
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Delay, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import Trace
from bcm_formal.views.report.evidence import tell_story
from bcm_formal.views.report.formats import Look
from bcm_formal.views.report.page import Page, to_colour, to_plain

_MOST = 60
Listed = TypeVar("Listed")


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen, in words, and where it leads."""

    words: str
    step: Step
    after: State


def begun_with(model: Model, words: str) -> Model:
    """The model begun only by those who meet a condition in words, such as `age is 20 years and in trainee`.

    Raises `DiagnosticError` if the words are no condition of the model.
    """
    condition = condition_from_text(model, words)
    given = dict(part for part in equalities(condition) if isinstance(part, tuple))
    starts = tuple(replace(start, condition=conjunction((start.condition, condition))) for start in model.starts)
    attributes = tuple(
        replace(item, start=given[item.name]) if item.start is None and item.name in given else item
        for item in model.attributes
    )
    return replace(model, starts=starts, attributes=attributes)


def randomly(model: Model, steps: int, seed: int, look: Look) -> str:
    """The story of a random life course. Raises `DiagnosticError` (BCM911) if its start cannot be listed."""
    trace = _listed(lambda: Stepper(model).at_random(steps, seed))
    page = Page()
    tell_story(page, story_of(model, trace), verbose=look.verbose, indent=0)
    return to_colour(page, look.width) if look.colour else to_plain(page, look.width, symbols=look.symbols)


def by_hand(model: Model, ask: Callable[[str], str], say: Callable[[str], None]) -> None:
    """Ask for one step after the other until the answer is empty or nothing more can happen."""
    asked = _with_readings(model, ask, say)
    if asked is None:
        return
    stepper = Stepper(asked)
    starts = _listed(lambda: tuple(islice(stepper.starts(), _MOST)))
    if not starts:
        raise DiagnosticError((Diagnostic("BCM911", "no life course starts so", help=f"it starts {_allowed(model)}"),))
    begin = _chosen([stepper.situation(state) for state in starts], "begin as", ask, say) if len(starts) > 1 else 0
    if begin is None:
        return
    state, elapsed = starts[begin], 0
    while True:
        say(f"{moment(model, elapsed)}, {stepper.situation(state)}")
        options = stepper.options(state)
        if not options:
            say("nothing more can happen")
            return
        number = _chosen([option.words for option in options], "next", ask, say)
        if number is None:
            return
        state = options[number].after
        step = options[number].step
        elapsed += step.steps if isinstance(step, Delay) else 0


def _with_readings(model: Model, ask: Callable[[str], str], say: Callable[[str], None]) -> Model | None:
    """The model with one reading for each clock that starts with several, as answered; None: an empty answer."""
    for clock in model.clocks:
        allowed = _range(model, clock.name)
        if clock.start is not None or allowed.single is not None:
            continue
        while True:
            try:
                answer = ask(f"{clock_title(model, clock.name)} at the start ({_words(model, allowed)}): ").strip()
            except EOFError:
                return None
            if not answer:
                return None
            try:
                model = begun_with(model, f"{clock.name} is {answer}")
                break
            except DiagnosticError as error:
                say("; ".join(found.message for found in error.diagnostics))
    return model


def _range(model: Model, clock: str) -> Readings:
    """The readings that some start leaves the clock, as far as its form shows."""
    found = Readings(0, -1)
    for start in model.starts:
        found = found.join(readings(start.condition, clock))
    return found


def _words(model: Model, allowed: Readings) -> str:
    low = written_time(model, allowed.low)
    if allowed.high is None:
        return f"at least {low}" if allowed.low else "any duration"
    return f"{low} to {written_time(model, allowed.high)}"


def _allowed(model: Model) -> str:
    """Where life courses start, in words."""
    return " or ".join(
        f"in {', '.join(start.statuses)} with {condition_text(model, start.condition)}" for start in model.starts
    )


def _chosen(words: Sequence[str], what: str, ask: Callable[[str], str], say: Callable[[str], None]) -> int | None:
    """The number of the chosen line; None: an empty answer or the end of the input."""
    for number, line in enumerate(words, 1):
        say(f"  {number:>2}  {line}")
    while True:
        try:
            answer = ask(f"{what} (1-{len(words)}, empty to stop): ").strip()
        except EOFError:
            return None
        if not answer:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(words):
            return int(answer) - 1
        say(f"write one of the numbers from 1 to {len(words)}, or nothing to stop")


def _listed(make: Callable[[], Listed]) -> Listed:
    try:
        return make()
    except UnboundedChoiceError as error:
        message = f"`{error}` starts with endlessly many values, so the starts cannot be listed"
        remedy = f'say which, as in `--with "{error} is …"`, or give `{error}` a range or a start'
        raise DiagnosticError((Diagnostic("BCM911", message, help=remedy),)) from None


class Stepper:
    """A life course in the making."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.interpreter = Interpreter(model)
        self._explorer = Explorer(TransitionSystem(model), None, (TRUE,))

    def starts(self) -> Iterator[State]:
        """The states a life course may begin in; where clocks start with any reading, one stands for all above it that
        behave alike. Raises `UnboundedChoiceError` where they cannot be listed."""
        return self.interpreter.start_states(ceilings(TransitionSystem(self.model), ()))

    def options(self, state: State) -> tuple[Option, ...]:
        """What can happen, and the waits after which something else may be possible."""
        found = [
            Option(self._change_words(state, step, after), step, after) for step, after in self._explorer.changes(state)
        ]
        for length in sorted({1, *self._explorer.lengths(state)}):
            later = self.interpreter.wait(state, length)
            if later is not None:
                found.append(Option(f"wait {span_of_time(self.model, length)}", Delay(length), later))
        return tuple(found[:_MOST])

    def _change_words(self, state: State, step: Step, after: State) -> str:
        if isinstance(step, Delay):
            return f"wait {span_of_time(self.model, step.steps)}"
        rule = self.model.event[step.event] if isinstance(step, Take) else self.model.limit[step.limit]
        words = f"{rule_title(rule)} ({who_acts(self.model, rule)})"
        if isinstance(step, Take) and step.choices:
            words += "; " + ", ".join(f"{n} is {attribute_text(self.model, n, v)}" for n, v in step.choices)
        return f"{words} → {status_title(self.model, after.status)}" if after.status != state.status else words

    def situation(self, state: State) -> str:
        """The state on one line."""
        values = ", ".join(f"{name} {value}" for name, value in facts(self.model, state))
        return f"{status_title(self.model, state.status)}: {values}"

    def at_random(self, steps: int, seed: int) -> Trace:
        """A life course of at most so many steps, the same for the same seed; it waits twice in a row only
        where nothing else is possible."""
        choice = random.Random(seed)
        starts = tuple(islice(self.starts(), 10_000))
        if not starts:
            raise DiagnosticError((Diagnostic("BCM911", "no life course starts so", help=_allowed(self.model)),))
        begin = state = choice.choice(starts)
        taken: list[Step] = []
        for _ in range(steps):
            options = [
                o
                for o in self.options(state)
                if not (taken and isinstance(o.step, Delay) and isinstance(taken[-1], Delay))
            ]
            options = options or list(self.options(state))
            if not options:
                break
            chosen = choice.choice(options)
            taken.append(chosen.step)
            state = chosen.after
        return Trace(begin, tuple(taken))
