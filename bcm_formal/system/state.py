"""States and steps: what a life course is made of.

Trusted: every trace that supports a verdict is written in these terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bcm_formal.model.types import Value
from bcm_formal.records import dataclass


class State(NamedTuple):
    """One situation of one person. Attributes and clocks stand in the model's order of declaration."""

    status: str
    attributes: tuple[Value, ...]
    clocks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Delay:
    """Time passes by `steps` ≥ 1."""

    steps: int


@dataclass(frozen=True, slots=True)
class Take:
    """A transition or event happens; `choices` gives the value of each attribute that is set to any."""

    event: str
    choices: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Expire:
    """A limit runs out."""

    limit: str


Step = Delay | Take | Expire


@dataclass(frozen=True, slots=True)
class Repeat:
    """The steps, one after the other, `times` ≥ 1 times: each time the same changes are made to what they change."""

    steps: tuple[Step, ...]
    times: int


Part = Step | Repeat
"""what a life course is written down in"""
Parts = tuple[Part, ...]


def time_of(parts: Iterable[Part]) -> int:
    """How many steps of time pass."""
    return sum(
        part.steps if isinstance(part, Delay) else part.times * time_of(part.steps) if isinstance(part, Repeat) else 0
        for part in parts
    )


def single_steps(parts: Iterable[Part]) -> Iterator[Step]:
    """The steps of all parts; those of a `Repeat` of one round."""
    for part in parts:
        yield from part.steps if isinstance(part, Repeat) else (part,)


OBSERVER = "(observer)"
"""The actor of events that only measure (see `questions`). No model can declare it. Such an event is nobody's doing:
it changes what it sets and nothing else, so no clock is zeroed after it."""
