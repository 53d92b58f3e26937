"""Parameters: named constants, and tables over a fixed attribute."""

from __future__ import annotations

from collections.abc import Mapping

from bcm_formal.diagnostics import Label
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.expressions import (
    AttributeTerm,
    Comparison,
    Condition,
    Flag,
    Number,
    Term,
    Truth,
    choose,
    disjunction,
    negation,
)
from bcm_formal.model.findings import shown
from bcm_formal.model.from_syntax.constants import constant, value_of
from bcm_formal.model.from_syntax.expressions import MAX_NESTING, Reader
from bcm_formal.model.from_syntax.origins import origin_from_syntax, title_of
from bcm_formal.model.from_syntax.scope import Entry, Space, named_entry
from bcm_formal.model.kinds import family, kind_words
from bcm_formal.model.model import Parameter
from bcm_formal.model.to_text import constant_text
from bcm_formal.model.types import AttributeType, Range, Type, Value, YesNo, domain, is_ordered


def is_taken_on_trust(parameter: Parameter) -> bool:
    """True iff the parameter is noted as an assumption, or has no source."""
    return parameter.is_assumption or not parameter.origin.citations


def parameter_from_syntax(
    written: syntax.ParameterDecl, reader: Reader, attributes: Mapping[str, syntax.AttributeDecl]
) -> Parameter | None:
    """The parameter, made known in the scope; None after an error (then its uses are not reported again)."""
    name, scope = written.name.text, reader.scope
    origin = origin_from_syntax(written.origin, scope, reader.findings)
    scope.names[name] = Entry("parameter", None, None, written.name.span)
    read = _value(written.value, reader, attributes, None)
    if read is None:
        return None
    given = scope.given.get(name)
    now = read if given is None else _value(given.value, reader, attributes, family(read[1]))
    if now is None:
        return None
    body, kind, values, text = now
    scope.names[name] = named_entry("parameter", name, body, written.name.span, len(values), len(values))
    title, instead_of = title_of(written.title, name), None if given is None else read[3]
    if written.between is None:
        return Parameter(name, text, None, None, origin, written.span, body, title=title, instead_of=instead_of)
    bounds = _between(written.between, read[2], read[1], reader)
    if bounds is None or (given is not None and not _is_between(bounds, written.between, values, kind, given, reader)):
        return None
    low, high = (_words(reader, kind, bound) for bound in bounds)
    return Parameter(name, text, low, high, origin, written.span, body, bounds[0], bounds[1], title, instead_of)


_Read = tuple[Condition | Term, Type, list[Value], str]


def _value(
    written: syntax.Expression | syntax.Table,
    reader: Reader,
    attributes: Mapping[str, syntax.AttributeDecl],
    kind: Type | None,
) -> _Read | None:
    """What is written; with `kind`, of its family."""
    if isinstance(written, syntax.Table):
        return _table(written, reader, attributes, kind)
    found = constant(reader, written, kind)
    if found is None:
        return None
    value, kind = found
    body = Truth(bool(value)) if isinstance(kind, YesNo) else Number(int(value), kind)
    return body, kind, [value], _words(reader, kind, value)


def _table(
    table: syntax.Table, reader: Reader, attributes: Mapping[str, syntax.AttributeDecl], kind: Type | None
) -> _Read | None:
    subject = _subject(table, reader, attributes)
    rows: dict[Value, tuple[Value, syntax.TableRow]] = {}
    whole = True
    for row in table.rows:
        key = None if subject is None else value_of(reader, row.key, subject.kind)
        found = constant(reader, row.value, kind)
        if key is None or found is None:
            whole = False
            continue
        kind = kind or found[1]
        if key in rows:
            label = Label(rows[key][1].span, "first given here")
            message = f"the table gives `{shown(row.key.span)}` twice"
            reader.findings.error("BCM409", message, row.span, "remove one of the two", label)
            whole = False
        rows[key] = found[0], row
    if subject is None or kind is None or not whole or not _is_complete(table, subject, rows, reader):
        return None
    ordered = [(key, rows[key][0]) for key in domain(subject.kind) or ()]
    shown_rows = (f"{_words(reader, subject.kind, key)} {_words(reader, kind, value)}" for key, value in ordered)
    text = f"by {table.attribute.text}: " + ", ".join(shown_rows)
    return _chosen(subject, kind, ordered), kind, [value for _, value in ordered], text


class _Subject:
    """The attribute a table is over."""

    __slots__ = ("kind", "name")

    def __init__(self, name: str, kind: AttributeType) -> None:
        self.name = name
        self.kind = kind

    def is_value(self, value: Value) -> Condition:
        if isinstance(self.kind, YesNo):
            return Flag(self.name) if value else negation(Flag(self.name))
        return Comparison("=", AttributeTerm(self.name, self.kind), Number(int(value), self.kind))


def _subject(table: syntax.Table, reader: Reader, attributes: Mapping[str, syntax.AttributeDecl]) -> _Subject | None:
    name, scope, findings = table.attribute, reader.scope, reader.findings
    if not scope.knows(Space.VALUE, name, findings, "BCM201"):
        return None
    declared = attributes.get(name.text)
    entry = scope.names.get(name.text)
    if declared is None:
        word = entry.word if entry else "value"
        findings.error("BCM410", f"`{name.text}` is a {word}, not an attribute", name.span, "name a fixed attribute")
        return None
    if not declared.fixed:
        message = f"a table needs a fixed attribute, but `{name.text}` may change"
        label = Label(declared.name.span, "declared here")
        remedy = "add `, fixed` to the attribute, or write `define` with `if … then … else …`"
        findings.error("BCM410", message, name.span, remedy, label)
        return None
    if entry is None or entry.kind is None or not isinstance(entry.kind, AttributeType):
        return None
    if _is_large(entry.kind):
        message = f"a table needs an attribute with at most {MAX_NESTING} values, but `{name.text}` has more"
        label = Label(declared.name.span, "declared here")
        findings.error("BCM410", message, name.span, "write `define` with `if … then … else …`", label)
        return None
    return _Subject(name.text, entry.kind)


def _is_large(kind: AttributeType) -> bool:
    """True iff a type has more values than a table may have; found without listing them."""
    if isinstance(kind, Range):
        return kind.high - kind.low >= MAX_NESTING
    values = domain(kind)
    return values is None or len(values) > MAX_NESTING


def _is_complete(
    table: syntax.Table, subject: _Subject, rows: Mapping[Value, tuple[Value, syntax.TableRow]], reader: Reader
) -> bool:
    missing = [value for value in domain(subject.kind) or () if value not in rows]
    if not missing:
        return True
    listed = ", ".join(f"`{_words(reader, subject.kind, value)}`" for value in missing)
    message = f"the table gives no value for {listed}"
    reader.findings.error("BCM409", message, table.span, f"add a value for {listed}")
    return False


def _chosen(subject: _Subject, kind: Type, rows: list[tuple[Value, Value]]) -> Condition | Term:
    if isinstance(kind, YesNo):
        return disjunction(subject.is_value(key) for key, value in rows if value)
    term: Term = Number(int(rows[-1][1]), kind)
    for key, value in reversed(rows[:-1]):
        term = choose(subject.is_value(key), Number(int(value), kind), term)
    return term


def _between(between: syntax.Between, values: list[Value], kind: Type, reader: Reader) -> tuple[int, int] | None:
    if not is_ordered(kind):
        message = f"`between` needs an order, but the parameter is {kind_words(kind)}"
        reader.findings.error("BCM302", message, between.span, "leave `between` out")
        return None
    low, high = constant(reader, between.low, family(kind)), constant(reader, between.high, family(kind))
    if low is None or high is None:
        return None
    bounds = int(low[0]), int(high[0])
    if bounds[0] > bounds[1]:
        message = f"`{shown(between.low.span)}` is more than `{shown(between.high.span)}`"
        reader.findings.error("BCM412", message, between.span, "give the smaller one first")
        return None
    return bounds if _is_between(bounds, between, values, kind, None, reader) else None


def _is_between(
    bounds: tuple[int, int],
    between: syntax.Between,
    values: list[Value],
    kind: Type,
    given: syntax.ParameterDecl | None,
    reader: Reader,
) -> bool:
    """True iff all values lie there; else the first that does not is reported, at what gives it if it is given."""
    outside = next((value for value in values if not bounds[0] <= value <= bounds[1]), None)
    if outside is None:
        return True
    message = f"the value {_words(reader, kind, outside)} is not {shown(between.span)}"
    if given is None:
        reader.findings.error("BCM412", message, between.span, "change the value or its bounds")
    else:
        label = Label(between.span, "its bounds")
        reader.findings.error("BCM412", message, given.value.span, "give a value within the bounds", label)
    return False


def _words(reader: Reader, kind: Type, value: Value) -> str:
    return constant_text(reader.scope.calendar, reader.scope.today_start or 0, kind, value)
