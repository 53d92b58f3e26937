"""Random models in which rules read a window, and the reading of a window told from a life course alone."""

from __future__ import annotations

import random
from dataclasses import replace

from bcm_formal.model.expressions import TRUE, Comparison, Condition, Flag, InStatus, NamedTerm, Number, conjunction
from bcm_formal.model.from_syntax.windows import RUNNING, clocks_of, ends_of, parts_of, reading_of
from bcm_formal.model.model import Definition, Model, Origin, Requirement, Window
from bcm_formal.model.types import Duration, YesNo
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State
from tests.builders.random_models import NOWHERE, random_model


def windowed_model(draw: random.Random) -> Model:
    """A random model with a window of few parts, or two, that some of its rules ask for."""
    model = random_model(draw)
    for number in range(1 if draw.random() < 0.7 else 2):
        model = _with_window(model, f"w{number}", draw)
    statuses = tuple(status.name for status in model.statuses)
    return replace(
        model,
        clocks=(*model.clocks, *(item.clock for item in clocks_of(model.windows))),
        limits=(*model.limits, *ends_of(model.windows, statuses)),
    )


def _with_window(model: Model, name: str, draw: random.Random) -> Model:
    statuses = tuple(status.name for status in model.statuses)
    own = (item for item in model.attributes if item.name not in model.inner)
    flags: list[Condition] = [Flag(item.name) for item in own if isinstance(item.kind, YesNo)]
    places = tuple(draw.sample(statuses, draw.randint(1, len(statuses) - 1)))
    so = draw.choice([TRUE, *flags])
    counts = so if so != TRUE and draw.random() < 0.3 else conjunction((InStatus(places), so))
    size = draw.randint(1, 3)
    parts = tuple(f"${name}_{number}" for number in range(1, size + 1))
    window = Window(name, name, counts, size, parts, RUNNING, Origin(), NOWHERE)
    reading = reading_of(window)
    events = []
    for event in model.events:
        if draw.random() < 0.5:
            bound = Number(draw.randint(0, size), Duration())
            asked = Comparison(draw.choice(("<=", ">=", "=", "<", ">")), NamedTerm(name, reading), bound)
            more = Requirement(asked, "", Origin(), NOWHERE)
            event = replace(event, requirements=(*event.requirements, more))
        events.append(event)
    return replace(
        model,
        attributes=(*model.attributes, *parts_of(window)),
        definitions=(*model.definitions, Definition(name, name, reading, Origin(), NOWHERE)),
        events=tuple(events),
        windows=(*model.windows, window),
    )


class Told:
    """What windows show, by their meaning in words: for how many of the last steps what is counted was so."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter, self.windows = interpreter, interpreter.model.windows
        self.lived: dict[str, list[bool]] = {window.name: [] for window in self.windows}

    def passed(self, state: State, steps: int) -> None:
        """So much time passes in the state."""
        for window in self.windows:
            self.lived[window.name] += [self.interpreter.holds(window.counts, state)] * steps

    def shown(self, window: Window) -> int:
        return sum(self.lived[window.name][-window.over :])
