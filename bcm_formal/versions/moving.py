"""What a `move` comes to: one move, or where it credits time one for each portion of it."""

from __future__ import annotations

from collections.abc import Iterator

from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.reforms import Credit, MoveDecl
from bcm_formal.versions.change import ClauseId, Move
from bcm_formal.versions.findings import RefusedError
from bcm_formal.versions.provisions import condition_of

MOST_PORTIONS = 120
"""so many portions one `credit` counts"""
MOST_MOVES = 400
"""of all reforms together"""
_LENGTHS = {
    "year": (12, "months"),
    "quarter": (3, "months"),
    "month": (1, "months"),
    "week": (7, "days"),
    "day": (1, "days"),
}


def moves_of(move: MoveDecl, clause: ClauseId) -> tuple[Move, ...]:
    """The moves in order, each for whom those before it are not. Raises `RefusedError` (BCM169)."""
    where = condition_of(move.places, move.condition, move.span)
    if move.credit is None:
        return (Move(where, move.target, move.assignments, clause, move.span),)
    return tuple(
        Move(_both(where, reading, move.credit), move.target, (*move.assignments, sets), clause, move.span)
        for reading, sets in _portions(move.credit)
    )


def _both(where: syntax.Expression | None, reading: syntax.Expression, credit: Credit) -> syntax.Expression:
    return reading if where is None else syntax.And((where, reading), credit.span)


def _portions(credit: Credit) -> Iterator[tuple[syntax.Expression, syntax.Assignment]]:
    """What the clock shows at least, and what is set then; most first."""
    for number in range(_count(credit), -1, -1):
        at_least = syntax.Duration(number * credit.for_each.amount, credit.for_each.unit, credit.for_each.span)
        value = syntax.Duration(number * credit.portion.amount, credit.portion.unit, credit.portion.span)
        reading = syntax.Compare("at least", credit.of, at_least, credit.span)
        yield reading, syntax.Assignment(credit.clock, value, credit.span)


def _count(credit: Credit) -> int:
    """How many portions are credited at most."""
    (portion, family), (most, other) = _length(credit.portion), _length(credit.most)
    if family != other:
        message = f"`{credit.portion.span.text}` and `{credit.most.span.text}` cannot be compared"
        raise RefusedError(
            "BCM169", message, credit.most.span, "write both in months or years, or both in days or weeks"
        )
    if portion == 0 or credit.for_each.amount == 0 or most % portion:
        message = f"`{credit.most.span.text}` is no number of portions of `{credit.portion.span.text}`"
        raise RefusedError("BCM169", message, credit.most.span, "credit whole portions")
    if most // portion > MOST_PORTIONS:
        message = f"that is more than {MOST_PORTIONS} portions"
        raise RefusedError("BCM169", message, credit.span, "credit more time at once, as 1 year for 2 years")
    return most // portion


def _length(duration: syntax.Duration) -> tuple[int, str]:
    length, family = _LENGTHS[duration.unit]
    return duration.amount * length, family
