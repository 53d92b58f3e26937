"""Stepping through one life course: what can happen now, and what happens when something is chosen."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from bcm_formal.answers.phrases import (
    attribute_text,
    rule_title,
    span_of_time,
    status_title,
    who_acts,
)
from bcm_formal.answers.story import facts
from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.look.ceilings import ceilings
from bcm_formal.look.exploration import Explorer
from bcm_formal.model.expressions import TRUE, conjunction
from bcm_formal.model.from_syntax.starts import equalities
from bcm_formal.model.from_words import condition_from_text
from bcm_formal.model.model import Model
from bcm_formal.model.to_text import condition_text
from bcm_formal.records import dataclass
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Delay, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import Trace

Listed = TypeVar("Listed")
MOST = 60
"""so many choices are offered"""


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


def no_start(model: Model) -> DiagnosticError:
    """The error that no life course starts as it was asked for; it says where they do."""
    allowed = " or ".join(
        f"in {', '.join(start.statuses)} with {condition_text(model, start.condition)}" for start in model.starts
    )
    return DiagnosticError((Diagnostic("BCM911", "no life course starts so", help=f"it starts {allowed}"),))


def listed(make: Callable[[], Listed]) -> Listed:
    """What is made of the starts. Raises `DiagnosticError` (BCM911) where they cannot be listed."""
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
        self._explorer = Explorer(TransitionSystem(model), EVERYTHING, (TRUE,))

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
            later = self.interpreter.pass_time(state, length)
            if later is not None:
                found.append(Option(f"wait {span_of_time(self.model, length)}", Delay(length), later))
        return tuple(found[:MOST])

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
            raise no_start(self.model)
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
