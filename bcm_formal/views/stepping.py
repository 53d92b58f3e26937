"""Stepping through one life course: what can happen now, and what happens when something is chosen."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.expressions import TRUE
from bcm_formal.model.model import Model
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Delay, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.exploration import Explorer
from bcm_formal.views.phrases import attribute_text, moment, rule_title, span_of_time, status_title, who_acts
from bcm_formal.views.report.evidence import tell_story
from bcm_formal.views.report.formats import Look
from bcm_formal.views.report.page import Page, to_colour, to_plain
from bcm_formal.views.story import facts, story_of

_MOST = 60
Listed = TypeVar("Listed")


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen, in words, and where it leads."""

    words: str
    step: Step
    after: State


def randomly(model: Model, steps: int, seed: int, look: Look) -> str:
    """The story of a random life course. Raises `DiagnosticError` (BCM911) if its start cannot be listed."""
    trace = _listed(lambda: Stepper(model).at_random(steps, seed))
    page = Page()
    tell_story(page, story_of(model, trace), verbose=look.verbose, indent=0)
    return to_colour(page, look.width) if look.colour else to_plain(page, look.width, symbols=look.symbols)


def by_hand(model: Model, ask: Callable[[str], str], say: Callable[[str], None]) -> None:
    """Ask for one step after the other until the answer is empty or nothing more can happen."""
    stepper = Stepper(model)
    starts = _listed(lambda: tuple(state for state, _ in zip(stepper.starts(), range(_MOST), strict=False)))
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


def _listed(make: Callable[[], Listed]) -> Listed:
    try:
        return make()
    except UnboundedChoiceError as error:
        message = f"`{error}` starts as any whole number, so the starts cannot be listed"
        raise DiagnosticError((Diagnostic("BCM911", message, help=f"give `{error}` a range or a start"),)) from None


class Stepper:
    """A life course in the making."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.interpreter = Interpreter(model)
        self._explorer = Explorer(TransitionSystem(model), None, (TRUE,))

    def starts(self) -> Iterator[State]:
        """The states a life course may begin in. Raises `UnboundedChoiceError` where they cannot be listed."""
        return self.interpreter.start_states()

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
        begin = state = choice.choice([state for state, _ in zip(self.starts(), range(10_000), strict=False)])
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
