"""What events set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from bcm_formal.diagnostics import Label
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.expressions import (
    AttributeTerm,
    Choose,
    ClockTerm,
    Condition,
    NamedTerm,
    Number,
    Scaled,
    Sum,
    Term,
)
from bcm_formal.model.findings import shown
from bcm_formal.model.from_syntax.clocks import BUILT_IN
from bcm_formal.model.from_syntax.constants import allowed_words, constant_of
from bcm_formal.model.from_syntax.expressions import Meaning, Reader
from bcm_formal.model.from_syntax.quantities import Quantity, kind_of_meaning
from bcm_formal.model.from_syntax.scope import Entry, Space
from bcm_formal.model.kinds import family, kind_words
from bcm_formal.model.model import AnyValue, Assignment
from bcm_formal.model.types import AttributeType, Type, admits


def assignments_from_syntax(
    written: Sequence[syntax.Assignment], reader: Reader, attributes: Mapping[str, syntax.AttributeDecl]
) -> tuple[Assignment, ...]:
    """The assignments of one event; wrong ones are reported and left out."""
    seen: dict[str, syntax.Assignment] = {}
    read: list[Assignment] = []
    for item in written:
        name = item.target
        if name.text in seen:
            label = Label(seen[name.text].span, "first set here")
            message = f"`{name.text}` is set twice"
            reader.findings.error("BCM402", message, name.span, "keep one of the two lines", label)
            continue
        seen[name.text] = item
        assignment = _assignment(item, reader, attributes)
        if assignment is not None:
            read.append(assignment)
    return tuple(read)


def _assignment(
    item: syntax.Assignment, reader: Reader, attributes: Mapping[str, syntax.AttributeDecl]
) -> Assignment | None:
    name, scope, findings = item.target, reader.scope, reader.findings
    entry = scope.names.get(name.text)
    if entry is None:
        scope.report_unknown(Space.VALUE, name, findings, "BCM201")
        return None
    scope.refer(Space.VALUE, name)
    if name.text in BUILT_IN:
        remedy = "declare a clock of your own and set that"
        findings.error("BCM403", f"`{name.text}` cannot be set: it follows from time itself", name.span, remedy)
        return None
    if entry.word not in ("attribute", "clock"):
        message = f"`{name.text}` is a {entry.word}: only attributes and clocks can be set"
        label = [Label(entry.span, "declared here")] if entry.span else []
        findings.error("BCM401", message, name.span, "declare an attribute for what changes", *label)
        return None
    declared = attributes.get(name.text)
    if entry.fixed or (declared is not None and declared.fixed):
        message = f"`{name.text}` is fixed: it never changes"
        label = [Label(entry.span, "declared here")] if entry.span else []
        findings.error("BCM401", message, name.span, f"remove `fixed` from the {entry.word}, or this line", *label)
        return None
    if entry.kind is None:
        return None
    value = _value(item, entry, entry.kind, reader)
    return None if value is None else Assignment(name.text, value, item.span)


def _value(item: syntax.Assignment, entry: Entry, kind: Type, reader: Reader) -> Condition | Term | AnyValue | None:
    findings = reader.findings
    if isinstance(item.value, syntax.AnyValue):
        if entry.word == "attribute":
            return AnyValue()
        message = f"`{item.target.text}` is a clock: it cannot be set to any value"
        findings.error("BCM413", message, item.value.span, "set it to a duration: `0 months`")
        return None
    meaning = reader.meaning(item.value, kind)
    if meaning is None:
        return None
    own, text = kind_of_meaning(meaning), shown(item.value.span)
    if reader.lacks_unit(item.value, own, kind):
        return None
    if family(own) != family(kind):
        message = f"`{text}` is {kind_words(own)}, but `{item.target.text}` is {kind_words(kind)}"
        label = [Label(entry.span, "declared here")] if entry.span else []
        findings.error("BCM301", message, item.value.span, f"set it to {kind_words(kind)}", *label)
        return None
    if not _fits(meaning, item, entry, kind, reader):
        return None
    return meaning.term if isinstance(meaning, Quantity) else meaning


def _fits(meaning: Meaning, item: syntax.Assignment, entry: Entry, kind: Type, reader: Reader) -> bool:
    """True iff the value may be one of the target's; a constant outside is reported."""
    assert not isinstance(item.value, syntax.AnyValue)
    text, value = shown(item.value.span), constant_of(meaning)
    if entry.word == "clock":
        if value is not None and value < 0:
            message = f"`{text}` is less than no time, and a clock never shows that"
            reader.findings.error("BCM413", message, item.value.span, "set it to a duration that is not negative")
            return False
        if isinstance(meaning, Quantity) and _clocks_in_one_case(meaning.term) > 1:
            message = f"`{text}` computes with several clocks, and a clock cannot be set to that"
            remedy = "set it to one clock, plus or minus a duration; `if`, `larger of` or `smaller of` may choose it"
            reader.findings.error("BCM413", message, item.value.span, remedy)
            return False
        return True
    if value is None or not isinstance(kind, AttributeType) or admits(kind, value):
        return True
    message = f"`{text}` is not {allowed_words(reader, kind)}"
    label = [Label(entry.span, "declared here")] if entry.span else []
    reader.findings.error("BCM312", message, item.value.span, "set it to a value of its type", *label)
    return False


def _clocks_in_one_case(term: Term) -> int:
    """How many clocks are added up at most, whatever is chosen; one that is multiplied counts as two."""
    match term:
        case ClockTerm():
            return 1
        case Sum(terms):
            return sum(map(_clocks_in_one_case, terms))
        case Choose(_, then, otherwise):
            return max(_clocks_in_one_case(then), _clocks_in_one_case(otherwise))
        case NamedTerm(_, body):
            return _clocks_in_one_case(body)
        case Scaled(_, inner):
            return 2 * _clocks_in_one_case(inner)
        case Number() | AttributeTerm():
            return 0
        case _:
            assert_never(term)
