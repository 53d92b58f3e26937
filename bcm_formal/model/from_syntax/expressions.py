"""Expressions: names resolved, units turned into steps, types checked.

A reading gives a condition, a quantity (a term with its kind), or None after an error was reported. There is no
implicit conversion. Labels, and numbers without unit, take their meaning from what they are compared with: that is the
`expected` kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import assert_never

from bcm_formal.diagnostics import Label
from bcm_formal.language.tree.policy import (
    And,
    Arithmetic,
    Compare,
    Date,
    Duration,
    Expression,
    Extreme,
    IfThenElse,
    Implies,
    In,
    Name,
    Negative,
    NeighbouringLevel,
    Not,
    Number,
    OneOf,
    Or,
    YesNo,
    subexpressions,
)
from bcm_formal.model import expressions as model
from bcm_formal.model import types
from bcm_formal.model.expressions import Condition, clocks_of, conjunction, disjunction, implication, negation
from bcm_formal.model.findings import Findings, shown
from bcm_formal.model.from_syntax.literals import how_to_compare, label, literal, report_no_day, wanted_words
from bcm_formal.model.from_syntax.quantities import (
    Quantity,
    Signed,
    branches,
    compared,
    extreme,
    kind_of_meaning,
    multiplied,
    neighbour,
    summed,
)
from bcm_formal.model.from_syntax.scope import Scope, Space
from bcm_formal.model.kinds import family, kind_words, unit_of
from bcm_formal.model.types import Type
from bcm_formal.records import dataclass

MAX_NESTING = 60
MAX_SIZE = 1_000_000
"""How large all expressions of a file may be with their definitions written out."""

Meaning = Condition | Quantity


@dataclass(slots=True)
class Reader:
    """Reads expressions in a scope."""

    scope: Scope
    findings: Findings
    size: int = 0
    """of everything read so far, definitions written out"""
    of_policy: bool = False
    """whether it is the text of a policy, in which no duration is negative; certificates may say less than none"""
    _without_unit: set[str] = field(default_factory=set)
    _depth: int = 0

    def condition(self, expression: Expression) -> Condition | None:
        """The condition an expression is; an error if it is a value."""
        meaning = self.meaning(expression, types.YesNo())
        if isinstance(meaning, Quantity):
            text = shown(expression.span)
            message = f"`{text}` is {kind_words(meaning.kind)}, not a condition"
            self.findings.error("BCM303", message, expression.span, how_to_compare(text, meaning.kind))
            return None
        return meaning

    def quantity(self, expression: Expression, expected: Type | None = None) -> Quantity | None:
        """The value an expression is; an error if it is a condition."""
        meaning = self.meaning(expression, expected)
        if meaning is None or isinstance(meaning, Quantity):
            return meaning
        message = f"`{shown(expression.span)}` is yes or no, not {wanted_words(expected)}"
        remedy = "choose a value by it: `if CONDITION then VALUE else VALUE`"
        self.findings.error("BCM304", message, expression.span, remedy)
        return None

    def meaning(self, expression: Expression, expected: Type | None = None) -> Meaning | None:
        """What an expression is: a condition or a quantity. `expected` only decides what labels and numbers mean."""
        if self._depth >= MAX_NESTING:
            message = f"an expression nests deeper than {MAX_NESTING}"
            self.findings.error("BCM213", message, expression.span, "give parts of it a name with `define`")
            return None
        if not self._affords(1, expression):
            return None
        self._depth += 1
        try:
            return self._meaning(expression, expected)
        finally:
            self._depth -= 1

    def _affords(self, size: int, expression: Expression) -> bool:
        """Count what is read; False, after one error, when it is more than a file may hold."""
        before = self.size
        self.size += size
        if self.size <= MAX_SIZE:
            return True
        if before <= MAX_SIZE:
            message = (
                f"with their definitions written out, the expressions are larger than {MAX_SIZE} names and numbers"
            )
            remedy = "let definitions build less on one another"
            self.findings.error("BCM211", message, expression.span, remedy)
        return False

    def _meaning(self, expression: Expression, expected: Type | None) -> Meaning | None:
        match expression:
            case Name():
                return self._name(expression, expected)
            case YesNo(value):
                return model.Truth(value)
            case Number() | Duration() | Date():
                return literal(self.scope, self.findings, expression, expected)
            case Compare(op, left, right):
                before = self.size
                pair = self._pair(left, right)
                if pair is None or self._reports_negative(left, right) or self._lacks_unit((left, right), pair):
                    return None
                if not isinstance(pair[0], Quantity) and not self._affords(self.size - before, expression):
                    return None  # where conditions are compared, each stands twice in the outcome
                return compared(self.findings, op, pair, expression)
            case OneOf():
                return self._one_of(expression)
            case In(places):
                statuses = self.scope.statuses_of(places, self.findings)
                return None if statuses is None else model.InStatus(statuses)
            case Not(operand):
                condition = self.condition(operand)
                return None if condition is None else negation(condition)
            case And(operands):
                conditions = self._conditions(operands)
                return None if conditions is None else conjunction(conditions)
            case Or(operands):
                conditions = self._conditions(operands)
                return None if conditions is None else disjunction(conditions)
            case Implies(left, right):
                conditions = self._conditions((left, right))
                return None if conditions is None else implication(conditions[0], conditions[1])
            case IfThenElse():
                return self._choose(expression, expected)
            case Arithmetic("*", left, right):
                factors = self.quantity(left), self.quantity(right)
                return multiplied(self.findings, factors[0], factors[1], expression)
            case Arithmetic():
                return self._sum(expression, expected)
            case Extreme():
                return self._extreme(expression, expected)
            case Negative(operand):
                quantity = self.quantity(operand, expected)
                return multiplied(self.findings, Quantity(_MINUS_ONE, types.Integer()), quantity, expression)
            case NeighbouringLevel(op, operand):
                quantity = self.quantity(operand, expected)
                return None if quantity is None else neighbour(self.findings, op, quantity, expression)
            case _:
                assert_never(expression)

    def _conditions(self, parts: Iterable[Expression]) -> list[Condition] | None:
        read = [self.condition(part) for part in parts]
        whole = [condition for condition in read if condition is not None]
        return whole if len(whole) == len(read) else None

    # --- mistakes about durations ------------------------------------------------------------------------------

    def lacks_unit(self, expression: Expression, own: Type, wanted: Type | None) -> bool:
        """True iff a parameter without unit stands where one is needed: reported where it is declared."""
        entry = self.scope.names.get(expression.text) if isinstance(expression, Name) else None
        if entry is None or entry.word != "parameter" or entry.span is None or not isinstance(expression, Name):
            return False
        if own != types.Integer() or wanted is None:
            return False
        unit, timed = unit_of(wanted), isinstance(family(wanted), types.Duration)
        if not unit and not timed:
            return False
        if expression.text not in self._without_unit:
            self._without_unit.add(expression.text)
            value = model.bare(entry.body) if isinstance(entry.body, model.Term) else None
            number = value.value if isinstance(value, model.Number) else 5
            texts = [f"`{number} {word}{'' if number == 1 else 's'}`" for word in ("year", "month", "day")]
            message = f"`{expression.text}` has no unit, but it is used as {kind_words(family(wanted))}"
            remedy = f"give it its unit here: {', '.join(texts[:2])} or {texts[2]}"
            if unit:
                remedy = f"give it its unit here: `{number} {unit}`"
            code = "BCM306" if timed else "BCM301"
            self.findings.error(code, message, entry.span, remedy, Label(expression.span, "used here"))
        return True

    def _lacks_unit(self, sides: tuple[Expression, Expression], pair: tuple[Meaning, Meaning]) -> bool:
        first, second = kind_of_meaning(pair[0]), kind_of_meaning(pair[1])
        return self.lacks_unit(sides[0], first, second) or self.lacks_unit(sides[1], second, first)

    def _reports_negative(self, left: Expression, right: Expression) -> bool:
        """True iff a clock, or what else has a name, is compared with less than no time: that was reported."""
        sides = (left, right), (right, left)
        return any(isinstance(other, Name) and self.reports_negative(side) for side, other in sides)

    def reports_negative(self, expression: Expression) -> bool:
        """True iff a policy says a duration of less than no time: that was reported."""
        match expression:
            case Negative(Duration() as written) if self.of_policy:
                message = f"`{shown(expression.span)}` is less than no time: a duration is never negative"
                text = shown(written.span)
                self.findings.error("BCM312", message, expression.span, f"write `{text}`", instead=text)
                return True
            case _:
                return False

    # --- names and literals -----------------------------------------------------------------------------------

    def _name(self, name: Name, expected: Type | None) -> Meaning | None:
        entry = self.scope.names.get(name.text)
        if entry is None:
            return label(self.scope, self.findings, name, expected)
        self.scope.use(Space.VALUE, name)
        if entry.body is None or entry.kind is None or not self._affords(entry.size, name):
            return None
        if isinstance(entry.kind, types.Date):
            self.scope.uses_today = True
            if self.scope.today_start is None:
                report_no_day(self.findings, name)
                return None
        kind = entry.kind if self.scope.counts_units else types.without_unit(entry.kind)
        return Quantity(entry.body, kind) if isinstance(entry.body, model.Term) else entry.body

    # --- forms with parts of one kind -------------------------------------------------------------------------

    def _needs_context(self, expression: Expression) -> bool:
        """True iff the other side decides what this means: a label, or a number without unit."""
        match expression:
            case Name(text):
                return text not in self.scope.names
            case Number(unit=unit):
                return unit is None
            case NeighbouringLevel(_, operand) | Negative(operand):
                return self._needs_context(operand)
            case IfThenElse(_, then, otherwise) | Extreme(_, then, otherwise):
                return self._needs_context(then) and self._needs_context(otherwise)
            case Duration() | Date() | YesNo() | Compare() | OneOf() | In() | Not() | And() | Or() | Implies():
                return False
            case Arithmetic():
                return False
            case _:
                assert_never(expression)

    def _pair(self, left: Expression, right: Expression) -> tuple[Meaning, Meaning] | None:
        """Both sides of a comparison, each reading the other's kind where it needs to."""
        swapped = self._needs_context(left) and not self._needs_context(right)
        first, second = (right, left) if swapped else (left, right)
        known = self.meaning(first)
        if known is None:
            if not self._needs_context(second):
                self.meaning(second)
            return None
        other = self.meaning(second, known.kind if isinstance(known, Quantity) else types.YesNo())
        if other is None:
            return None
        return (other, known) if swapped else (known, other)

    def _one_of(self, expression: OneOf) -> Condition | None:
        before = self.size
        subject = self.meaning(expression.subject)
        if subject is None:
            return None
        size = self.size - before
        expected = subject.kind if isinstance(subject, Quantity) else types.YesNo()
        found: list[Condition | None] = []
        for value in expression.values:
            before = self.size
            meaning = self.meaning(value, expected)
            again = size if isinstance(subject, Quantity) else 2 * size + self.size - before
            if not self._affords(again, expression):
                return None
            found.append(
                None if meaning is None else compared(self.findings, "is", (subject, meaning), expression, value)
            )
        whole = [condition for condition in found if condition is not None]
        if len(whole) < len(found):
            return None
        return negation(disjunction(whole)) if expression.negated else disjunction(whole)

    def _choose(self, expression: IfThenElse, expected: Type | None) -> Meaning | None:
        before = self.size
        condition = self.condition(expression.condition)
        size = self.size - before
        pair = None
        if expected is None or isinstance(expected, types.YesNo):
            pair = self._pair(expression.then, expression.otherwise)
        else:
            then, otherwise = self.meaning(expression.then, expected), self.meaning(expression.otherwise, expected)
            pair = None if then is None or otherwise is None else (then, otherwise)
        if condition is None or pair is None:
            return None
        if not isinstance(pair[0], Quantity) and not self._affords(size, expression):
            return None  # between conditions, what is chosen by stands twice in the outcome
        return branches(self.findings, condition, pair[0], pair[1], expression)

    def _extreme(self, expression: Extreme, expected: Type | None) -> Meaning | None:
        """The larger or the smaller of two values, chosen by how they compare: each stands twice in the outcome."""
        before, (left, right) = self.size, (expression.left, expression.right)
        pair = None
        if expected is None or isinstance(expected, types.YesNo):
            pair = self._pair(left, right)
        else:
            first, second = self.meaning(left, expected), self.meaning(right, expected)
            pair = None if first is None or second is None else (first, second)
        if pair is None or self._lacks_unit((left, right), pair):
            return None
        return extreme(self.findings, pair, expression) if self._affords(self.size - before, expression) else None

    def _sum(self, expression: Arithmetic, expected: Type | None) -> Quantity | None:
        """A chain of `+` and `-`, read from its left end without recursion."""
        if self._reports_hyphen(expression):
            return None
        parts: list[tuple[int, Expression]] = []
        rest: Expression = expression
        while isinstance(rest, Arithmetic) and rest.op != "*":
            parts.append((1 if rest.op == "+" else -1, rest.right))
            rest = rest.left
        parts.append((1, rest))
        parts.reverse()
        anchor = next((part for _, part in parts if not self._needs_context(part)), None)
        known = None if anchor is None else self.quantity(anchor)
        if anchor is not None and known is None:
            return None
        wanted = expected if known is None else known.kind
        if isinstance(wanted, types.Date | types.DurationChoice):
            wanted = types.Duration()
        read: list[Signed] = []
        for sign, part in parts:
            quantity = known if part is anchor else self.quantity(part, wanted)
            if quantity is None:
                return None
            read.append(Signed(sign, quantity, part.span))
        timed = any(isinstance(family(item.quantity.kind), types.Duration) for item in read)
        pairs = zip(parts, read, strict=True)
        if timed and any(self.lacks_unit(part, item.quantity.kind, types.Duration()) for (_, part), item in pairs):
            return None
        return summed(self.findings, read, expression)

    def _reports_hyphen(self, expression: Arithmetic) -> bool:
        """True iff `a-b` was meant as one name: one of the two is none, and no space stands between. It is reported."""
        match expression:
            case Arithmetic("-", Name(first), Name(second)) if expression.span.text == f"{first}-{second}":
                if first in self.scope.names and second in self.scope.names:
                    return False
                message = f"`{first}-{second}` is not one name"
                joined = f"{first}_{second}"
                remedy = f"write `{joined}` wherever it stands, or spaces around a minus"
                self.findings.error("BCM123", message, expression.span, remedy, instead=joined)
                return True
            case _:
                return False


_MINUS_ONE = model.Number(-1, types.Integer())


def clock_mention(scope: Scope, expression: Expression, *, moving: bool = False) -> Name | None:
    """The first name in an expression through which it reads a clock; `moving`: one that is not fixed."""
    for part in subexpressions(expression):
        if isinstance(part, Name):
            entry = scope.names.get(part.text)
            clocks = clocks_of(entry.body) if entry is not None and entry.body is not None else set()
            if any(not moving or name not in scope.names or not scope.names[name].fixed for name in clocks):
                return part
    return None
