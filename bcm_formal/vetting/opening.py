"""A policy with parameters left open: everybody begins with some value of each within its bounds, and keeps it.

The text is read again with another declaration in the place of each parameter's, so that every use of it is one of what
takes its place: in rules, limits, definitions and properties. A duration becomes a clock that stands still, also in the
bound of a limit; where no clock may be read (as in what decides whether another clock runs) an attribute of so many
durations; everything else becomes a fixed attribute. Nothing ever sets it, so the life courses that begin with some
values are those of the policy with these values.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import cast

from bcm_formal.diagnostics import Span
from bcm_formal.language.from_text import parse
from bcm_formal.language.includes import joined
from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.tree.measures import ClockDecl
from bcm_formal.language.tree.terms import Unit
from bcm_formal.model.as_of import Given
from bcm_formal.model.as_read import as_of
from bcm_formal.model.expressions import (
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    Number,
    Term,
    bare,
    conjunction,
)
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.model import Model, Parameter
from bcm_formal.model.to_text import value_text
from bcm_formal.model.types import Duration, Integer, Level, Range, Type
from bcm_formal.model.units import Calendar
from bcm_formal.records import dataclass

_COMPARED = tuple(item.name for item in fields(Model) if item.compare)
MOST_DURATIONS = 240
"""values of a parameter that stands where no clock may be read"""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The values of a parameter: the one that is written, and between which it may lie."""

    value: int
    low: int
    high: int
    kind: Type

    def words(self, model: Model, value: int) -> str:
        """A value as a text writes it."""
        return value_text(model, self.kind, value)


@dataclass(frozen=True)
class Opened:
    """The policy with parameters left open; properties that take no open value there are left out."""

    model: Model
    terms: tuple[AttributeTerm | ClockTerm, ...]
    """what is read in the place of each parameter"""

    def within(self, *ranges: tuple[int, int]) -> Condition:
        """That each parameter has a value in its range, both ends included."""
        parts: list[Condition] = []
        for term, (low, high) in zip(self.terms, ranges, strict=True):
            kind: Type = term.kind if isinstance(term, AttributeTerm) else Duration()
            parts += (Comparison(">=", term, Number(low, kind)), Comparison("<=", term, Number(high, kind)))
        return conjunction(parts)


def bounds_of(parameter: Parameter) -> Bounds | None:
    """The values of a parameter with bounds; None if it has none, or is a table of values."""
    body = bare(parameter.body) if isinstance(parameter.body, Term) else None
    if not isinstance(body, Number) or parameter.lowest is None or parameter.highest is None:
        return None
    return Bounds(body.value, parameter.lowest, parameter.highest, body.kind)


def opened(model: Model, *parameters: Parameter) -> Opened | str:
    """The model with the parameters left open; text: why it cannot be."""
    limits = {item.name: bounds_of(item) for item in parameters}
    if None in limits.values():
        return "a table of values is not left open"
    if model.through is not None:
        return "in a life through several laws no number is left open"
    tree = text_of(model)
    if isinstance(tree, str):
        return tree
    places = [tuple(_in_its_place(model, item, bounds)) for item in parameters if (bounds := limits[item.name])]
    for instead in itertools.product(*places):
        found = _read(model, tree, {item.name.text: item for item in instead})
        if found is not None:
            return Opened(found, tuple(_term(found, item.name) for item in parameters))
    return "it is used where the language takes no open value"


def text_of(model: Model) -> syntax.PolicyFile | str:
    """The text that gives the model, word for word; text: there is none."""
    tree = joined(parse(model.source)).tree
    read = from_syntax(tree, as_of(model), model.included)[0]
    if read is None or any(getattr(read, name) != getattr(model, name) for name in _COMPARED):
        return "the policy was changed after it was read"
    return tree


def _term(model: Model, name: str) -> AttributeTerm | ClockTerm:
    if name in model.clock:
        return ClockTerm(name)
    return AttributeTerm(name, model.attribute[name].kind)


def _in_its_place(model: Model, parameter: Parameter, bounds: Bounds) -> Iterator[syntax.AttributeDecl | ClockDecl]:
    """What may be declared instead, the best first."""
    span = parameter.span
    name, title = syntax.Name(parameter.name, span), None
    calendar = Calendar(model.unit, model.calendar)

    def duration(steps: int) -> syntax.Duration:
        return syntax.Duration(steps, cast("Unit", calendar.step_word), span)

    def attribute(kind: syntax.AttributeType) -> syntax.AttributeDecl:
        return syntax.AttributeDecl(name, title, kind, True, syntax.AnyValue(span), syntax.Origin(), span)

    match bounds.kind:
        case Duration() if bounds.low >= 0:
            starts = syntax.ClockStart(syntax.ReadingRange(duration(bounds.low), duration(bounds.high), span), span)
            yield ClockDecl(name, title, True, None, None, starts, syntax.Origin(), span)
            if bounds.high - bounds.low < MOST_DURATIONS:
                values = tuple(map(duration, range(bounds.low, bounds.high + 1)))
                yield attribute(syntax.ChoiceType(values, span))
        case Integer(unit) | Range(unit=unit):
            yield attribute(syntax.RangeType(bounds.low, bounds.high, span, unit))
        case Level(labels):
            yield attribute(syntax.LevelType(tuple(syntax.Name(label, span) for label in labels), span))
        case _:
            return


_Instead = Mapping[str, syntax.AttributeDecl | ClockDecl]
"""by the name of a parameter: what is declared in its place"""


def _read(model: Model, tree: syntax.PolicyFile, instead: _Instead) -> Model | None:
    """The model of the text with other declarations instead of the parameters of their names, without its scenarios,
    and without properties that are wrong then; None if something else is wrong."""
    declarations = tuple(_replaced(tree.declarations, instead))
    given = tuple(item for item in model.given if item[0] not in instead)
    others = Given(given, model.law_of) if given else model.law_of
    while True:
        file = replace(tree, declarations=declarations)
        found, diagnostics, _ = from_syntax(file, others, model.included)
        if found is not None:
            return found
        wrong = [item.span for item in diagnostics if item.severity == "error" and item.span is not None]
        left = tuple(item for item in declarations if not _is_wrong_property(item, wrong))
        if len(left) == len(declarations):
            return None
        declarations = left


def _replaced(declarations: Sequence[syntax.Declaration], instead: _Instead) -> Iterator[syntax.Declaration]:
    """One declaration in the place of all versions of each of the parameters, and no scenarios."""
    placed: set[str] = set()
    for item in declarations:
        if isinstance(item, syntax.ParameterDecl) and item.name.text in instead:
            if item.name.text not in placed:
                yield instead[item.name.text]
            placed.add(item.name.text)
        elif not isinstance(item, syntax.ScenarioDecl):
            yield item


def _is_wrong_property(item: syntax.Declaration, wrong: Sequence[Span]) -> bool:
    return isinstance(item, syntax.PropertyDecl) and any(
        span.source is item.span.source and item.span.start <= span.start <= item.span.end for span in wrong
    )
