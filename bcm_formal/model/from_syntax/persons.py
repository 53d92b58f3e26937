"""Of whom a property sentence speaks, and whose events it counts."""

from __future__ import annotations

from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.expressions import TRUE, Condition, InStatus, conjunction
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.scope import Space
from bcm_formal.model.model import LAW


def persons(who: syntax.Who | syntax.Goal, reader: Reader) -> Condition | None:
    """The condition of being in one of the places (none named: anywhere) with the condition."""
    place: Condition | None = TRUE
    if who.places:
        statuses = reader.scope.statuses_of(who.places, reader.findings)
        place = None if statuses is None else InStatus(statuses)
    condition = TRUE if who.condition is None else reader.condition(who.condition)
    return None if place is None or condition is None else conjunction([place, condition])


def actors_of(by: tuple[syntax.Name, ...], reader: Reader) -> tuple[tuple[str, ...] | None] | None:
    """Those named, each once, or that nobody is; None after an error."""
    known = [reader.scope.knows(Space.ACTOR, actor, reader.findings, "BCM204") for actor in by]
    if not all(known):
        return None
    return (tuple(dict.fromkeys(actor.text for actor in by)) if by else None,)


def helpers(by: tuple[syntax.Name, ...], reader: Reader) -> tuple[tuple[str, ...] | None] | None:
    """Those named whose events count on a path, where the law's do anyway, or that nobody is; None after an error."""
    named = actors_of(by, reader)
    if named is None or named[0] is None:
        return named
    return (tuple(actor for actor in named[0] if actor != LAW),)
