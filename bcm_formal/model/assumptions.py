"""What the model says and no law does: rules that are noted as assumptions, and those that may be wrong."""

from __future__ import annotations

from collections.abc import Iterator

from bcm_formal.model.model import Definition, Event, Limit, Model, Origin
from bcm_formal.records import dataclass

DOUBTFUL = ("low", "assumed")
"""the levels of confidence of what may be wrong"""

CanBeLeftOut = Definition | Event | Limit
"""what a policy can be read without"""
_NOTHING = Origin()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a rule may be wrong, and without what one would see whether that matters."""

    level: str
    """one of `DOUBTFUL`"""
    note: str | None
    """the note that speaks of an assumption; None: it is said by the confidence"""
    left_out: tuple[CanBeLeftOut, ...]
    """the rule itself; of a status its time limits of which the same is said; none: it cannot be left out"""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A rule that may be wrong."""

    rule: str
    doubts: tuple[Doubt, ...]
    """at least one; those that are noted first"""


def doubtful(model: Model) -> tuple[Doubtful, ...]:
    """The rules other than parameters that are of low confidence, assumed, or noted as an assumption, in the order of
    the model. Properties and scenarios are no rules.

    What is said of a status and of its time limit, which are declared together, is a doubt about the status.
    """
    ends = {
        status.name: tuple(limit for limit in model.limits if limit.of_status and limit.statuses == (status.name,))
        for status in model.statuses
    }
    of_status = {limit.name: status.origin for status in model.statuses for limit in ends[status.name]}
    windows = {window.name for window in model.windows}
    found = [Doubtful(model.name, tuple(_doubts(model.origin)))]
    found += (Doubtful(item.name, tuple(_doubts(item.origin))) for item in model.attributes)
    found += (Doubtful(item.name, tuple(_doubts(item.origin))) for item in model.clocks)
    for definition in model.definitions:
        itself = () if definition.name in windows else (definition,)
        found.append(Doubtful(definition.name, tuple(_doubts(definition.origin, itself))))
    for status in model.statuses:
        found.append(Doubtful(status.name, tuple(_doubts(status.origin, ends[status.name]))))
    rules: tuple[Event | Limit, ...] = (*model.events, *model.limits)
    for rule in rules:
        said = of_status.get(rule.name, _NOTHING)
        found.append(Doubtful(rule.name, tuple(_doubts(rule.origin, (rule,), said))))
    return tuple(item for item in found if item.doubts)


def _doubts(origin: Origin, rules: tuple[CanBeLeftOut, ...] = (), said: Origin = _NOTHING) -> Iterator[Doubt]:
    """The doubts about what is declared so, if all these rules can be left out; apart from what is `said` already."""
    for note in origin.assumptions:
        if note not in said.notes:
            yield Doubt("assumed", note, tuple(item for item in rules if note in item.origin.notes))
    level = origin.confidence
    if level in DOUBTFUL and level is not None and level != said.confidence:
        yield Doubt(level, None, tuple(item for item in rules if item.origin.confidence == level))
