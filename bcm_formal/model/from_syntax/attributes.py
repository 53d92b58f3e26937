"""Attributes: their types, and what they start with."""

from __future__ import annotations

from typing import assert_never

from bcm_formal.diagnostics import Label
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.expressions import AttributeTerm, Flag
from bcm_formal.model.findings import Findings, shown
from bcm_formal.model.from_syntax.constants import value_of
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.origins import origin_from_syntax, title_of
from bcm_formal.model.from_syntax.scope import Entry, Scope
from bcm_formal.model.from_syntax.written_units import duration_steps
from bcm_formal.model.model import Attribute
from bcm_formal.model.types import AttributeType, Choice, DurationChoice, Integer, Level, Range, YesNo


def type_from_syntax(written: syntax.AttributeType, scope: Scope, findings: Findings) -> AttributeType | None:
    """The type, or None after an error."""
    match written:
        case syntax.YesNoType():
            return YesNo()
        case syntax.IntegerType(unit=unit):
            return Integer(unit)
        case syntax.RangeType(low, high, unit=unit):
            if low <= high:
                return Range(low, high, unit)
            message = f"`{low} to {high}` holds no number"
            findings.error("BCM417", message, written.span, f"write `{high} to {low}`")
            return None
        case syntax.LevelType(levels):
            labels = _labels(levels, findings)
            return Level(labels) if labels else None
        case syntax.ChoiceType(values):
            return _choice(written, values, scope, findings)
        case _:
            assert_never(written)


def _choice(
    written: syntax.ChoiceType, values: tuple[syntax.Expression, ...], scope: Scope, findings: Findings
) -> Choice | DurationChoice | None:
    names = [value for value in values if isinstance(value, syntax.Name)]
    durations = [value for value in values if isinstance(value, syntax.Duration)]
    if len(names) == len(values):
        labels = _labels(tuple(names), findings)
        return Choice(labels) if labels else None
    if len(durations) < len(values):
        message = f"`{shown(written.span)}` must list names only, or durations only"
        remedy = "give numbers a unit (`1 year`) or write a range (`0 to 5`)"
        findings.error("BCM417", message, written.span, remedy)
        return None
    steps: dict[int, syntax.Duration] = {}
    whole = True
    for duration in durations:
        found = duration_steps(scope.calendar, duration, findings)
        if found is None:
            whole = False
        elif found in steps:
            label = Label(steps[found].span, "first given here")
            message = f"the value `{shown(duration.span)}` is listed twice"
            findings.error("BCM417", message, duration.span, "remove one of them", label)
            whole = False
        else:
            steps[found] = duration
    ordered = tuple(sorted(steps))
    return DurationChoice(ordered, tuple(steps[length].unit for length in ordered)) if whole else None


def _labels(names: tuple[syntax.Name, ...], findings: Findings) -> tuple[str, ...] | None:
    seen: dict[str, syntax.Name] = {}
    for name in names:
        if name.text in seen:
            label = Label(seen[name.text].span, "first given here")
            message = f"the value `{name.text}` is listed twice"
            findings.error("BCM417", message, name.span, "remove one of them", label)
            return None
        seen[name.text] = name
    return tuple(seen)


def declare_attribute(written: syntax.AttributeDecl, scope: Scope, findings: Findings) -> None:
    """Make the attribute and its labels known."""
    kind = type_from_syntax(written.type, scope, findings)
    name, span = written.name.text, written.name.span
    if kind is None:
        scope.names[name] = Entry("attribute", None, None, span)
        scope.unread.update(label.text for label in label_names(written))
        return
    body = Flag(name) if isinstance(kind, YesNo) else AttributeTerm(name, kind)
    scope.names[name] = Entry("attribute", body, kind, span)
    scope.declare_labels(name, kind, span)


def label_names(written: syntax.AttributeDecl) -> tuple[syntax.Name, ...]:
    """The labels of an attribute where they are written."""
    match written.type:
        case syntax.LevelType(levels):
            return levels
        case syntax.ChoiceType(values):
            return tuple(value for value in values if isinstance(value, syntax.Name))
        case syntax.YesNoType() | syntax.RangeType() | syntax.IntegerType():
            return ()
        case _:
            assert_never(written.type)


def attribute_from_syntax(written: syntax.AttributeDecl, reader: Reader) -> Attribute | None:
    """The attribute with its start value; None after an error."""
    entry = reader.scope.names.get(written.name.text)
    origin = origin_from_syntax(written.origin, reader.scope, reader.findings)
    kind = entry.kind if entry else None
    if kind is None or entry is None or entry.span is not written.name.span or not isinstance(kind, AttributeType):
        return None
    start = None
    match written.starts:
        case syntax.AnyValue():
            pass
        case None:
            if not written.fixed:
                message = f"it is not said what `{written.name.text}` starts with"
                remedy = "add `, starts any` or `, starts` with a value, or `, fixed` if it never changes"
                reader.findings.error("BCM408", message, written.name.span, remedy)
        case value:
            start = value_of(reader, value, kind)
            if start is None:
                return None
    title = title_of(written.title, written.name.text)
    return Attribute(written.name.text, title, kind, written.fixed, start, origin, written.span)
