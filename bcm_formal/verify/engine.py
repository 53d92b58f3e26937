"""What an engine is: a function from a question to a claim, within a budget."""

from __future__ import annotations

import time
from dataclasses import field
from typing import Protocol, runtime_checkable

from bcm_formal.records import dataclass
from bcm_formal.system.questions import Path, Question, Safety, Witness
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Claim, Undecided


@dataclass(frozen=True, slots=True)
class Budget:
    """How much work one question may cost. `work` counts an engine's own units, the same on every machine."""

    work: int = 2_000_000
    """set operations, states or, times a hundred, Z3's resource units"""
    seconds: float | None = None
    """a wall-clock stop beside it, reported as such"""
    began: float = field(default_factory=time.monotonic)

    @property
    def is_over_time(self) -> bool:
        return self.seconds is not None and time.monotonic() - self.began > self.seconds


class BudgetExceededError(Exception):
    """The engine used its budget up; the message says how far it got."""


class TooLongError(BudgetExceededError):
    """A life course was found, but it has too many steps to be written down."""


@dataclass(frozen=True, slots=True)
class TooLong(Undecided):
    """The engine sees a life course that would be the evidence, but it has too many steps to be written down: others,
    which look for one as well, will hardly do better."""


REACHABILITY: tuple[type, ...] = (Safety, Path, Witness)
"""The questions that every engine is about."""


class Engine(Protocol):
    """Engines are fast and untrusted. `run` never raises for a question it cannot answer: it is `Undecided`."""

    name: str
    answers: tuple[type, ...]
    """the kinds of question it is made for; it is asked no others"""
    knows_along: bool
    """whether it minds `along` of a question; if not, it is not asked where that is given"""

    def run(self, question: Question, budget: Budget) -> Claim | Undecided:
        """HOLDS or VIOLATED with evidence, or why there is no answer."""
        ...


@runtime_checkable
class Preparable(Protocol):
    """An engine that can make a status graph ready before it is asked anything."""

    def prepare(self, system: TransitionSystem) -> None: ...


def is_for(engine: Engine, question: Question) -> bool:
    """True iff the engine is made for the question."""
    if isinstance(question, Safety | Path) and question.along is not None and not engine.knows_along:
        return False
    return isinstance(question, engine.answers)
