"""Clauses of declarations as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, assert_never

from bcm_formal.language.tree.policy import (
    NO_COMMENTS,
    ActsAtOnce,
    AnyValue,
    Assignment,
    ClockStart,
    Comments,
    Duration,
    Expression,
    Name,
    ReadingRange,
    Runs,
    StatusLimit,
    Takes,
    Text,
    While,
    Yields,
    Zero,
)
from bcm_formal.language.writing.terms import EXTREME, SUM, expression_text, names_text, quoted, value_text

PlainClause = Assignment | Takes | Yields | Runs | Zero | ClockStart | ActsAtOnce | StatusLimit | While


class TextLine(NamedTuple):
    """One line to write, with the comments around it."""

    text: str
    comments: Comments = NO_COMMENTS
    indent: int = 2


def clause_text(clause: PlainClause) -> str:
    """The clause on one line."""
    match clause:
        case Assignment(target, value):
            return f"set {target.text} = {value_text(value)}"
        case Takes():
            return takes_text(clause)
        case Yields(rules):
            return f"yields to {names_text(rules)}"
        case Runs(places, condition):
            return f"runs{places_text(places)}{while_text(condition)}"
        case Zero(places, condition):
            return f"zero{places_text(places)}{while_text(condition)}"
        case ClockStart(starts):
            return f"starts {_readings(starts)}"
        case ActsAtOnce():
            return "acts at once"
        case StatusLimit(bound, target):
            return f"at most {expression_text(bound, EXTREME)}, then {target.text}"
        case While(condition, target):
            return f"while {expression_text(condition)}, then {target.text}"
        case _:
            assert_never(clause)


def takes_text(clause: Takes) -> str:
    """`takes 6 months of study`."""
    return f"takes {expression_text(clause.length, SUM)}{f' of {clause.effort.text}' if clause.effort else ''}"


def assignment_lines(assignments: Iterable[Assignment]) -> list[TextLine]:
    """A line each."""
    return [TextLine(clause_text(item), item.comments) for item in assignments]


def title_text(title: Text | None) -> str:
    """` "title"`, or nothing."""
    return f" {quoted(title)}" if title else ""


def places_text(places: Sequence[Name]) -> str:
    """` in s, t`, or nothing."""
    return f" in {names_text(places)}" if places else ""


def while_text(condition: Expression | None) -> str:
    """` while a`, or nothing."""
    return f" while {expression_text(condition)}" if condition else ""


def actor_text(actor: Name, adverse: bool) -> str:
    """`by a, adverse`."""
    return f"by {actor.text}{', adverse' if adverse else ''}"


def _readings(value: Expression | AnyValue | ReadingRange) -> str:
    match value:
        case ReadingRange(Duration(low, unit), Duration(_, same) as high) if unit == same:
            return f"{low} to {expression_text(high)}"
        case ReadingRange(low, high):
            ends = [expression_text(end, SUM) for end in (low, high) if end is not None]
            word = "" if len(ends) == 2 else "at most " if low is None else "at least "
            return word + " to ".join(ends)
        case AnyValue():
            return "any"
        case _:
            return expression_text(value, SUM)
