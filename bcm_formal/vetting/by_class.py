"""How soon, from entering each status, by the values of what never changes about a person.

The model is asked with a mark of those who entered the status they are in, for all statuses at once, so that one
fixpoint serves all classes. Everything told is shown as the times of statuses are (`how_soon`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bcm_formal.model.expressions import (
    Condition,
    Flag,
    InStatus,
    conjunction,
)
from bcm_formal.model.model import Attribute
from bcm_formal.model.sentence_conditions import entered_now
from bcm_formal.model.sentences import CanReach
from bcm_formal.model.types import Value, domain
from bcm_formal.system.ctl.models import has
from bcm_formal.system.derived.recipe import derived
from bcm_formal.system.derived.steps import Arrived, entry_mark_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Undecided
from bcm_formal.verify.engine import Budget
from bcm_formal.vetting.how_soon import Stopwatch
from bcm_formal.vetting.results import ClassTimes, HowSoon, StatusTimes

MOST_CLASSES = 40
"""are timed for one property; of further ones it is said that they are left out"""


class ClassWatch:
    """Times the properties of one system, and the classes of those who enter a status; keeps what they share."""

    def __init__(
        self, system: TransitionSystem, budget: Budget | None = None, solvers: tuple[str, ...] = ("z3",)
    ) -> None:
        self._all = Stopwatch(system, budget, solvers)
        self._mark = Flag(entry_mark_of(system.model))
        self._entering = Stopwatch(derived(system, Arrived()), budget, solvers)
        self._fixed = tuple(item for item in system.model.attributes if item.fixed and domain(item.kind))

    def how_soon(self, sentence: CanReach) -> HowSoon | Undecided:
        """The times to the goal of a property, whatever bound it has itself."""
        found = self._all.how_soon(sentence)
        if isinstance(found, Undecided):
            return found
        begun = conjunction((sentence.condition, self._mark, entered_now()))
        everybody = self._of(sentence, begun, None, None)
        if isinstance(everybody, Undecided):
            return replace(found, unknown=everybody.reason)
        classes = [everybody]
        varying = {item.status: summary(item) for item in everybody.times if _varies(item)}
        unknown: str | None = None
        asked = 0
        for attribute in self._fixed if varying else ():
            values = domain(attribute.kind) or ()
            if (asked := asked + len(values)) > MOST_CLASSES:
                unknown = f"only {MOST_CLASSES} classes are timed"
                break
            where = conjunction((InStatus(tuple(varying)), begun))
            own = [self._of(sentence, conjunction((where, has(attribute, v))), attribute, v) for v in values]
            told = [item for item in own if isinstance(item, ClassTimes)]
            unknown = next((item.reason for item in own if isinstance(item, Undecided)), unknown)
            if any(summary(item) != varying[item.status] for group in told for item in _met(group)):
                classes += told
        return replace(found, classes=tuple(classes), unknown=unknown)

    def _of(
        self, sentence: CanReach, who: Condition, attribute: Attribute | None, value: Value | None
    ) -> ClassTimes | Undecided:
        found = self._entering.how_soon(replace(sentence, condition=who))
        if isinstance(found, Undecided):
            return found
        return ClassTimes(None if attribute is None else attribute.name, value, found.system, found.times)


def summary(item: StatusTimes) -> tuple[int | None, int | None, bool]:
    """What the times of a status come to: the least, the largest, whether somebody never gets there."""
    least, slowest = item.least, item.slowest
    steps = None if least is None else least.steps, None if slowest is None else slowest.steps
    return (*steps, item.never is not None)


def _varies(item: StatusTimes) -> bool:
    """True iff not all who enter the status take equally long."""
    least, slowest, never = summary(item)
    return least is not None and (never or least != slowest)


def _met(group: ClassTimes) -> Iterator[StatusTimes]:
    """Those statuses that somebody of the class enters."""
    return (item for item in group.times if item.least is not None or item.never is not None or item.unknown)
