"""Values as written: labels, numbers, durations and dates; what they mean depends on what is expected of them."""

from __future__ import annotations

from typing import assert_never

from bcm_formal.diagnostics import Label
from bcm_formal.language.tree.policy import Date, Duration, Name, Number
from bcm_formal.model import expressions as model
from bcm_formal.model import types
from bcm_formal.model.findings import Findings, shown
from bcm_formal.model.from_syntax.quantities import Quantity
from bcm_formal.model.from_syntax.scope import Owner, Scope, Space
from bcm_formal.model.from_syntax.written_units import date_steps, duration_steps
from bcm_formal.model.kinds import family, kind_words, unit_of
from bcm_formal.model.types import Type


def label(scope: Scope, findings: Findings, name: Name, expected: Type | None) -> Quantity | None:
    """A name that is not declared: a level or choice of the expected kind, or of the only kind that has it."""
    if isinstance(expected, types.Level | types.Choice) and name.text in expected.labels:
        return _value(scope, name, expected)
    owners = scope.labels.get(name.text, [])
    if not owners and name.text not in scope.unread and _is_foreign_truth(findings, name, expected):
        return None
    if owners:
        return _of_owner(scope, findings, name, owners, expected)
    if isinstance(expected, types.Level | types.Choice):
        _report_no_such_value(scope, findings, name, expected)
    else:
        scope.report_unknown(Space.VALUE, name, findings, "BCM201")
    return None


_TRUTHS = {
    **dict.fromkeys(("true", "True", "TRUE", "Yes", "YES"), "yes"),
    **dict.fromkeys(("false", "False", "FALSE", "No", "NO"), "no"),
}
_NEITHER = frozenset(("maybe", "perhaps", "unknown", "undefined", "none", "None", "null", "NULL", "nil", "NaN"))


def _is_foreign_truth(findings: Findings, name: Name, expected: Type | None) -> bool:
    """Report `true`, `False` and their like, and a third value where there are only two; True iff it was one."""
    if name.text in _TRUTHS:
        word = _TRUTHS[name.text]
        message = f"`{name.text}` is no value; what holds is `yes`, what does not is `no`"
        findings.error("BCM201", message, name.span, f"write `{word}`", instead=word)
        return True
    if name.text in _NEITHER and isinstance(expected, types.YesNo):
        message = f"`{name.text}` is neither `yes` nor `no`, and there is no third value here"
        remedy = "write one of the two, or declare it with three values, as in `one of granted, refused, open`"
        findings.error("BCM201", message, name.span, remedy)
        return True
    return False


def _value(scope: Scope, name: Name, kind: types.Level | types.Choice) -> Quantity:
    scope.refer_to_label(name, kind)
    return Quantity(model.Number(kind.labels.index(name.text), kind), kind)


def _of_owner(
    scope: Scope, findings: Findings, name: Name, owners: list[Owner], expected: Type | None
) -> Quantity | None:
    """A label of some attributes, none of them of the expected kind."""
    owner, kinds = owners[0], {owner.kind: owner for owner in owners}
    places = [Label(owner.span, "declared here") for owner in kinds.values() if owner.span]
    if expected is None and len(kinds) == 1:
        return _value(scope, name, owner.kind)
    if expected is None:
        listed = " and ".join(f"`{owner.attribute}`" for owner in kinds.values())
        message = f"`{name.text}` is a value of {listed}: it cannot be told which is meant"
        findings.error("BCM313", message, name.span, "rename one of the values", *places)
    elif isinstance(expected, types.YesNo):
        message = f"`{name.text}` is a value of `{owner.attribute}`, not a condition"
        findings.error("BCM303", message, name.span, f"compare it: `{owner.attribute} is {name.text}`")
    else:
        message = f"`{name.text}` is a value of `{owner.attribute}`, not {wanted_words(expected)}"
        findings.error("BCM301", message, name.span, _how_to_write(expected), *places[:1])
    return None


def _report_no_such_value(scope: Scope, findings: Findings, name: Name, expected: types.Level | types.Choice) -> None:
    if name.text in scope.unread:
        return
    places = {
        label: next((owner.span for owner in scope.labels.get(label, []) if owner.kind == expected), None)
        for label in expected.labels
    }
    near = findings.nearest(name.text, places)
    labels = near.labels
    message = f"there is no value `{name.text}`: it must be {kind_words(expected)}"
    if not labels and (span := places[expected.labels[0]]):
        labels = (Label(span, "declared here"),)
    findings.error("BCM311", message, name.span, near.remedy or _how_to_write(expected), *labels, instead=near.name)


def literal(
    scope: Scope, findings: Findings, written: Number | Duration | Date, expected: Type | None
) -> Quantity | None:
    """A number, duration or date; None after an error."""
    match written:
        case Number(value, unit=unit):
            kind = types.Integer(unit)
            if not scope.counts_units:
                return Quantity(model.Number(value, kind), types.Integer())
            if unit is None and expected is not None and (needed := unit_of(expected)):
                message = f"`{value}` has no unit, but {kind_words(family(expected))} is needed here"
                text = f"{value} {needed}"
                findings.error("BCM301", message, written.span, f"write a unit: `{text}`", instead=text)
                return None
            if unit is None and expected is not None and isinstance(family(expected), types.Duration):
                message = f"`{value}` has no unit, but a duration is needed here"
                text = scope.calendar.duration_text(value)
                findings.error("BCM306", message, written.span, f"write a unit: `{text}`", instead=text)
                return None
            return Quantity(model.Number(value, kind), kind)
        case Duration():
            steps = duration_steps(scope.calendar, written, findings)
            length = types.Duration(written.unit)
            return None if steps is None else Quantity(model.Number(steps, length), length)
        case Date():
            scope.uses_today = True
            if scope.today_start is None:
                report_no_day(findings, written)
                return None
            step = date_steps(scope.calendar, written, findings)
            if step is None:
                return None
            return Quantity(model.Number(step - scope.today_start, types.Date()), types.Date())
        case _:
            assert_never(written)


def report_no_day(findings: Findings, written: Name | Date) -> None:
    """Say that a date needs to know which day the model starts on."""
    message = f"`{shown(written.span)}` is a date, but the policy does not say which day it starts on"
    findings.error("BCM310", message, written.span, "add `in force 2026-01-01` to the policy, with its day")


def wanted_words(expected: Type | None) -> str:
    """What a message calls the expected kind."""
    return "a value" if expected is None else kind_words(expected)


def how_to_compare(text: str, kind: Type) -> str:
    """A remedy for a value that stands where a condition is needed."""
    match kind:
        case types.Level(labels):
            return f"compare it: `{text} at least {labels[-1]}`"
        case types.Choice(labels):
            return f"compare it: `{text} is {labels[0]}`"
        case types.Date():
            return f"compare it: `{text} at least 2030-01-01`"
        case types.Duration() | types.DurationChoice():
            return f"compare it: `{text} at least 1 year`"
        case types.Range(unit=str(unit)) | types.Integer(str(unit)):
            return f"compare it: `{text} at least 1 {unit}`"
        case types.YesNo() | types.Range() | types.Integer():
            return f"compare it: `{text} at least 1`"
        case _:
            assert_never(kind)


def _how_to_write(expected: Type) -> str:
    """A remedy for a value of the wrong kind."""
    match expected:
        case types.Level(labels) | types.Choice(labels):
            return "write one of " + ", ".join(f"`{label}`" for label in labels[:8])
        case types.Duration() | types.DurationChoice():
            return "write a duration, such as `1 year`"
        case types.Date():
            return "write a date, such as `2030-01-01`"
        case types.YesNo() | types.Range() | types.Integer():
            return f"write {kind_words(expected)}"
        case _:
            assert_never(expected)
