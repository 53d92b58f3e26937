"""What may be compared, added, multiplied and chosen: the typing rules, given the parts."""

from __future__ import annotations

from collections.abc import Sequence

from bcm_formal.diagnostics import Span
from bcm_formal.language.tree.policy import (
    Arithmetic,
    Compare,
    Expression,
    Extreme,
    IfThenElse,
    Negative,
    NeighbouringLevel,
    OneOf,
)
from bcm_formal.model.expressions import (
    Condition,
    Number,
    Operator,
    Term,
    Truth,
    bare,
    choose,
    comparison,
    conjunction,
    disjunction,
    negation,
    scaled,
    total,
)
from bcm_formal.model.findings import Findings, shown
from bcm_formal.model.kinds import family, kind_words, unit_of
from bcm_formal.model.types import Choice, Date, Duration, Integer, Level, Type, YesNo, is_ordered
from bcm_formal.records import dataclass

_OPERATORS: dict[str, Operator] = {
    "is": "=",
    "is not": "!=",
    "at least": ">=",
    "at most": "<=",
    "more than": ">",
    "less than": "<",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A term and its kind."""

    term: Term
    kind: Type


@dataclass(frozen=True, slots=True)
class Signed:
    """A summand, with 1 or -1, and where it stands."""

    sign: int
    quantity: Quantity
    span: Span


Meaning = Condition | Quantity


def kind_of_meaning(meaning: Meaning) -> Type:
    return meaning.kind if isinstance(meaning, Quantity) else YesNo()


def compared(
    findings: Findings, op: str, pair: tuple[Meaning, Meaning], whole: Compare | OneOf, value: Expression | None = None
) -> Condition | None:
    """The comparison of two sides of one family; an order only where the kind has one."""
    left, right = pair
    kinds = kind_of_meaning(left), kind_of_meaning(right)
    texts = (
        (shown(whole.left.span), shown(whole.right.span))
        if isinstance(whole, Compare)
        else (shown(whole.subject.span), shown(value.span if value else whole.span))
    )
    if family(kinds[0]) != family(kinds[1]):
        _different(findings, whole.span, texts, kinds)
        return None
    if op not in ("is", "is not") and not is_ordered(kinds[0]):
        message = f"`{op}` needs an order, but `{texts[0]}` is {kind_words(kinds[0])}"
        remedy = f"compare with `is` or `is not`: `{texts[0]} is {texts[1]}`"
        if isinstance(kinds[0], Choice):
            remedy += ", or declare ordered levels: `" + " < ".join(kinds[0].labels[:3]) + "`"
        findings.error("BCM302", message, whole.span, remedy)
        return None
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        return comparison(_OPERATORS[op], left.term, right.term)
    if isinstance(left, Quantity) or isinstance(right, Quantity):
        return None
    return same(left, right) if op == "is" else negation(same(left, right))


def same(left: Condition, right: Condition) -> Condition:
    """True iff both conditions have the same truth."""
    if isinstance(left, Truth):
        left, right = right, left
    if isinstance(right, Truth):
        return left if right.value else negation(left)
    return disjunction([conjunction([left, right]), conjunction([negation(left), negation(right)])])


def _different(findings: Findings, span: Span, texts: tuple[str, str], kinds: tuple[Type, Type]) -> None:
    message = f"`{texts[0]}` is {kind_words(kinds[0])}, but `{texts[1]}` is {kind_words(kinds[1])}"
    units = unit_of(kinds[0]), unit_of(kinds[1])
    remedy = "compare two values of one kind"
    if isinstance(family(kinds[0]), Integer) and isinstance(family(kinds[1]), Integer):
        told = [f"in {unit}" if unit else "without unit" for unit in units]
        remedy = f"nothing is converted: write both {told[0]}, or both {told[1]}"
    if isinstance(kinds[0], YesNo):
        remedy = f"`{texts[0]}` is a condition by itself: write `{texts[0]}` or `not {texts[0]}`"
    findings.error("BCM301", message, span, remedy)


def branches(
    findings: Findings, condition: Condition, then: Meaning, otherwise: Meaning, whole: IfThenElse
) -> Meaning | None:
    """`if … then … else …`; both branches must be of one family."""
    kinds = kind_of_meaning(then), kind_of_meaning(otherwise)
    if family(kinds[0]) != family(kinds[1]):
        _different(findings, whole.span, (shown(whole.then.span), shown(whole.otherwise.span)), kinds)
        return None
    if isinstance(then, Quantity) and isinstance(otherwise, Quantity):
        kind = kinds[0] if kinds[0] == kinds[1] else family(kinds[0])
        return Quantity(choose(condition, then.term, otherwise.term), kind)
    if isinstance(then, Quantity) or isinstance(otherwise, Quantity):
        return None
    return disjunction([conjunction([condition, then]), conjunction([negation(condition), otherwise])])


def extreme(findings: Findings, pair: tuple[Meaning, Meaning], whole: Extreme) -> Quantity | None:
    """The larger or the smaller of two values of one family, which has an order."""
    comparing = Compare("at least" if whole.op == "larger of" else "at most", whole.left, whole.right, whole.span)
    condition, (left, right) = compared(findings, comparing.op, pair, comparing), pair
    if condition is None or not isinstance(left, Quantity) or not isinstance(right, Quantity):
        return None
    kind = left.kind if left.kind == right.kind else family(left.kind)
    return Quantity(choose(condition, left.term, right.term), kind)


def summed(findings: Findings, parts: Sequence[Signed], whole: Expression) -> Quantity | None:
    """A sum of whole numbers, of durations, or of one date and durations."""
    kinds = [family(part.quantity.kind) for part in parts]
    for part, kind in zip(parts, kinds, strict=True):
        if not isinstance(kind, Integer | Duration | Date):
            text = shown(part.span)
            message = f"`{text}` is {kind_words(kind)}: it cannot be added or subtracted"
            remedy = "write `next` or `previous` before the level" if isinstance(kind, Level) else None
            findings.error("BCM314", message, part.span, remedy)
            return None
    dates = [part for part in parts if isinstance(part.quantity.kind, Date)]
    if dates and (len(dates) > 1 or dates[0].sign < 0):
        message = "dates cannot be added or subtracted"
        remedy = "add a duration to a date: `today at least 2030-01-01 + 6 months`"
        findings.error("BCM301", message, dates[-1].span, remedy)
        return None
    rest = [kind for kind in kinds if not isinstance(kind, Date)]
    wanted = Duration() if dates else kinds[0]
    for index, part in enumerate(parts):
        if not isinstance(kinds[index], Date) and kinds[index] != wanted:
            other = next(one for one, kind in zip(parts, kinds, strict=True) if kind != kinds[index])
            texts = (shown(other.span), shown(part.span))
            _different(findings, whole.span, texts, (other.quantity.kind, part.quantity.kind))
            return None
    term = total(part.quantity.term if part.sign > 0 else scaled(-1, part.quantity.term) for part in parts)
    return Quantity(term, Date() if dates else rest[0])


def multiplied(
    findings: Findings, left: Quantity | None, right: Quantity | None, whole: Arithmetic | Negative
) -> Quantity | None:
    """A product with a whole constant."""
    if left is None or right is None:
        return None
    for factor, other in ((left, right), (right, left)):
        constant = bare(factor.term)
        kind = family(other.kind)
        if isinstance(constant, Number) and family(factor.kind) == Integer():
            if isinstance(kind, Integer | Duration):
                return Quantity(scaled(constant.value, other.term), kind)
            message = f"`{shown(whole.span)}` multiplies {kind_words(kind)}"
            findings.error("BCM314", message, whole.span, "multiply whole numbers and durations only")
            return None
    message = f"`{shown(whole.span)}` is not linear: one factor must be a whole number without unit"
    remedy = "choose the value by cases: `if CONDITION then VALUE else VALUE`, or with a parameter table"
    findings.error("BCM305", message, whole.span, remedy)
    return None


def neighbour(findings: Findings, op: str, quantity: Quantity, whole: NeighbouringLevel) -> Quantity | None:
    """The next or previous level."""
    step = 1 if op == "next" else -1
    if not isinstance(quantity.kind, Level):
        text = shown(whole.operand.span)
        message = f"`{op}` needs a level, but `{text}` is {kind_words(quantity.kind)}"
        remedy = None
        if isinstance(family(quantity.kind), Integer):
            unit = unit_of(quantity.kind)
            remedy = f"write `{text} {'+' if step > 0 else '-'} 1{f' {unit}' if unit else ''}`"
        findings.error("BCM315", message, whole.span, remedy or "declare ordered levels: `low < middle < high`")
        return None
    constant = bare(quantity.term)
    if isinstance(constant, Number):
        return Quantity(Number(constant.value + step, quantity.kind), quantity.kind)
    return Quantity(total([quantity.term, Number(step, Integer())]), quantity.kind)
