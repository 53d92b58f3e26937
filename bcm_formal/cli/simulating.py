"""A life course by hand or at random, on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from bcm_formal.answers.phrases import clock_title, moment, written_time
from bcm_formal.answers.stepping import MOST, Stepper, begun_with, listed, no_start
from bcm_formal.answers.story import story_of
from bcm_formal.diagnostics import DiagnosticError
from bcm_formal.model.model import Model
from bcm_formal.model.readings import Readings, readings
from bcm_formal.system.state import Delay
from bcm_formal.views.report.evidence import tell_story
from bcm_formal.views.report.formats import Look, set_page
from bcm_formal.views.report.page import Page


def randomly(model: Model, steps: int, seed: int, look: Look) -> str:
    """The story of a random life course. Raises `DiagnosticError` (BCM911) if its start cannot be listed."""
    trace = listed(lambda: Stepper(model).at_random(steps, seed))
    page = Page()
    tell_story(page, story_of(model, trace), verbose=look.verbose, indent=0)
    return set_page(page, look)


def by_hand(model: Model, ask: Callable[[str], str], say: Callable[[str], None]) -> None:
    """Ask for one step after the other until the answer is empty or nothing more can happen."""
    asked = _with_readings(model, ask, say)
    if asked is None:
        return
    stepper = Stepper(asked)
    starts = listed(lambda: tuple(islice(stepper.starts(), MOST)))
    if not starts:
        raise no_start(model)
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
