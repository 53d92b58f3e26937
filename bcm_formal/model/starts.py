"""Who the life courses start with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcm_formal.language import syntax
from bcm_formal.model.certainty import Certainty
from bcm_formal.model.expressions import (
    TRUE,
    And,
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    Not,
    Number,
    Rewriting,
    Term,
    Truth,
    bare,
)
from bcm_formal.model.expressions_from_syntax import Reader
from bcm_formal.model.findings import shown
from bcm_formal.model.model import Attribute, Clock, Start
from bcm_formal.model.origins import origin_from_syntax
from bcm_formal.model.types import Duration, Value


def start_from_syntax(
    written: syntax.StartDecl, reader: Reader, attributes: Sequence[Attribute], clocks: Sequence[Clock]
) -> Start | None:
    """The start; a condition that no start value meets is reported."""
    origin = origin_from_syntax(written.origin, reader.scope, reader.findings)
    statuses = reader.scope.statuses_of(written.places, reader.findings)
    condition = TRUE if written.condition is None else reader.condition(written.condition)
    if statuses is None or condition is None:
        return None
    if not statuses:
        message = f"`{shown(written.span)}` names no status"
        reader.findings.error("BCM407", message, written.span, "name a status")
    elif written.condition is not None and _is_impossible(condition, statuses, attributes, clocks):
        text = shown(written.condition.span)
        message = f"no person can start with `{text}`"
        remedy = "it contradicts what attributes and clocks start with: change their `starts`, or this condition"
        reader.findings.error("BCM407", message, written.condition.span, remedy)
    return Start(statuses, condition, written.span, origin)


def _is_impossible(
    condition: Condition, statuses: tuple[str, ...], attributes: Sequence[Attribute], clocks: Sequence[Clock]
) -> bool:
    terms: dict[str, Term] = {}
    flags: dict[str, Condition] = {}
    for attribute in attributes:
        if isinstance(attribute.start, bool):
            flags[attribute.name] = Truth(attribute.start)
        elif attribute.start is not None:
            terms[attribute.name] = Number(attribute.start, attribute.kind)
    for clock in clocks:
        terms[clock.name] = Number(clock.start, Duration())
    certainty = Certainty()
    return all(certainty.truth(Rewriting(terms, flags, status).condition(condition)) is False for status in statuses)


def equalities(condition: Condition) -> Iterator[tuple[str, Value] | Condition]:
    """The conjuncts of a condition; those that say what one attribute or clock is, as its name and value."""
    for part in condition.conditions if isinstance(condition, And) else (condition,):
        match part:
            case Flag(name):
                yield name, True
            case Not(Flag(name)):
                yield name, False
            case Comparison("=", AttributeTerm(name) | ClockTerm(name), right) if isinstance(bare(right), Number):
                value = bare(right)
                assert isinstance(value, Number)
                yield name, value.value
            case _:
                yield part
