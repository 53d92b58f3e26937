"""The words in a picture: titles in the reader's language, citations, limits, and lines that are not too long."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol
from unicodedata import east_asian_width

from bcm_formal.diagnostics import Span
from bcm_formal.model.expressions import TRUE, Condition, Expression, Term
from bcm_formal.model.model import TIME_IN_STATUS, AnyValue, Assignment, Event, Limit, Model, Origin
from bcm_formal.model.to_text import condition_text, term_text
from bcm_formal.model.units import Calendar
from bcm_formal.views.diagram.graph import Place


class Titled(Protocol):
    """What has a name and titles."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def origin(self) -> Origin: ...


SHORT = 20
"""so many letters of a value stand before the name of its parameter"""


def title_of(item: Titled, language: str | None = None) -> str:
    """The title in a language, else the title, else the name."""
    return dict(item.origin.titles).get(language or "") or item.title or item.name


def citations_of(origin: Origin) -> tuple[str, ...]:
    """`JPGUIDE 1(3)` for each source line."""
    return tuple(f"{c.source} {c.pinpoint}" if c.pinpoint else c.source for c in origin.citations)


def duration_words(model: Model, steps: int) -> str:
    return Calendar(model.unit, model.calendar).span(steps, set(model.durations.values()))


def bound_words(model: Model, bound: Term) -> str:
    """A bound with its value: `3 years (training_term)`."""
    short, long = term_text(model, bound), term_text(model, bound, expand=True)
    if short == long:
        return short
    return f"{long} ({short})" if len(long) <= SHORT else short


def with_values(model: Model, text: str) -> str:
    """A requirement with the values of the parameters that it names: `residence at least 5 years (settle_after)`."""
    values = {item.name: item.value for item in model.parameters if len(item.value) <= SHORT and "\n" not in item.value}

    def valued(found: re.Match[str]) -> str:
        name, before = found.group(), text[: found.start()]
        is_told = name not in values or before.endswith(f"{values[name]} (")
        return name if is_told else f"{values[name]} ({name})"

    return re.sub(r"\w+", valued, text)


def place_of(span: Span) -> Place:
    return Place(span.source.path, span.line)


def is_status_limit(limit: Limit) -> bool:
    """True iff the limit says no more than how long a status lasts."""
    return (
        limit.clock == TIME_IN_STATUS and limit.condition == TRUE and len(limit.statuses) == 1 and not limit.yields_to
    )


def status_limit_line(model: Model, limit: Limit, language: str | None) -> str:
    """`at most 5 years → overstay`"""
    return f"at most {bound_words(model, limit.bound)} → {title_of(model.status[limit.target], language)}"


def limit_requirements(model: Model, limit: Limit) -> tuple[str, ...]:
    """When a limit runs out, in words."""
    bound = bound_words(model, limit.bound)
    full = f"after {bound}" if limit.clock == TIME_IN_STATUS else f"{limit.clock} reaches {bound}"
    applies = () if limit.condition == TRUE else (f"while {condition_text(model, limit.condition)}",)
    yields = (f"yields to {', '.join(limit.yields_to)}",) if limit.yields_to else ()
    return (full, *applies, *yields)


def requirement_lines(event: Event) -> tuple[str, ...]:
    return tuple(requirement.text for requirement in event.requirements)


def effect_lines(model: Model, assignments: Iterable[Assignment]) -> tuple[str, ...]:
    """`employed = yes`"""
    return tuple(f"{item.name} = {_value(model, item.value)}" for item in assignments)


def _value(model: Model, value: Expression | AnyValue) -> str:
    if isinstance(value, AnyValue):
        return "any"
    return _expression_text(model, value)


def _expression_text(model: Model, value: Expression) -> str:
    return condition_text(model, value) if isinstance(value, Condition) else term_text(model, value)


def width(text: str) -> int:
    """Columns of type the text takes: a Chinese or Japanese character counts two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrap(text: str, columns: int, lines: int | None = None) -> tuple[str, ...]:
    """The text in lines of at most `columns`; beyond `lines` lines it is cut with an ellipsis.

    Lines break at spaces and after underscores, between any two wide characters, and else where a word is too long.
    """
    wrapped: list[str] = []
    current = ""
    for piece in _pieces(text, columns):
        if current.strip() and width(current) + width(piece.rstrip()) > columns:
            wrapped.append(current.strip())
            current = piece.lstrip()
        else:
            current += piece
    if current.strip() or not wrapped:
        wrapped.append(current.strip())
    if lines is None or len(wrapped) <= lines:
        return tuple(wrapped)
    return (*wrapped[: lines - 1], cut(" ".join(wrapped[lines - 1 :]), columns, always=True))


def cut(text: str, columns: int, *, always: bool = False) -> str:
    """The text in one line of at most `columns`, with an ellipsis where something is missing."""
    if not always and width(text) <= columns:
        return text
    kept = text
    while kept and width(kept) > columns - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _pieces(text: str, columns: int) -> Iterable[str]:
    """The smallest parts between which a line may break."""
    piece = ""
    for char in text:
        if east_asian_width(char) in "WF":
            if piece:
                yield piece
            yield char
            piece = ""
            continue
        piece += char
        if char in " _" or width(piece) >= columns:
            yield piece
            piece = ""
    if piece:
        yield piece
