"""Z3 formulas over a state's constants, read back as conditions of the language.

Linear arithmetic over whole numbers, truth and `ite` can be said; division, remainders and quantifiers cannot. The
result means the same as the formula in every state. Not trusted: what is read back is proved again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm

import z3

from bcm_formal.model.expressions import (
    AttributeTerm,
    ClockTerm,
    Condition,
    Flag,
    Number,
    Operator,
    Term,
    Truth,
    choose,
    comparison,
    conjunction,
    disjunction,
    implication,
    negation,
    scaled,
    total,
)
from bcm_formal.model.model import Model
from bcm_formal.model.types import Integer, YesNo
from bcm_formal.records import dataclass
from bcm_formal.system.linear import Linear, Variable, linear_comparison

_COMPARE: Mapping[int, Operator] = {
    z3.Z3_OP_LE: "<=",
    z3.Z3_OP_LT: "<",
    z3.Z3_OP_GE: ">=",
    z3.Z3_OP_GT: ">",
    z3.Z3_OP_EQ: "=",
}


class NotSayableError(Exception):
    """The formula uses what the language has no words for; the message quotes it."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A sum of readings and of whole terms (`if … then … else …`) with fractions as coefficients."""

    readings: tuple[tuple[Variable, Fraction], ...]
    terms: tuple[tuple[Term, Fraction], ...]
    constant: Fraction

    def plus(self, other: _Form) -> _Form:
        return _Form(self.readings + other.readings, self.terms + other.terms, self.constant + other.constant)

    def times(self, factor: Fraction) -> _Form:
        return _Form(
            tuple((reading, factor * c) for reading, c in self.readings),
            tuple((term, factor * c) for term, c in self.terms),
            factor * self.constant,
        )


class Decoder:
    """Reads formulas over the constants of `vector` (name of an attribute or clock → its constant)."""

    def __init__(self, model: Model, vector: Mapping[str, z3.ExprRef]) -> None:
        self._readings: dict[int, Variable | Flag] = {}
        self._vector = dict(vector)  # keeps the constants alive, so that their numbers stay theirs
        for name, symbol in self._vector.items():
            attribute = model.attribute.get(name)
            if attribute is None:
                self._readings[symbol.get_id()] = ClockTerm(name)
            elif isinstance(attribute.kind, YesNo):
                self._readings[symbol.get_id()] = Flag(name)
            else:
                self._readings[symbol.get_id()] = AttributeTerm(name, attribute.kind)
        self._conditions: dict[int, tuple[z3.ExprRef, Condition]] = {}

    def condition(self, formula: z3.BoolRef) -> Condition:
        """The formula in the language. Raises `NotSayableError`."""
        known = self._conditions.get(formula.get_id())
        if known is None:
            known = self._conditions[formula.get_id()] = (formula, self._condition(formula))
        return known[1]

    def _condition(self, formula: z3.BoolRef) -> Condition:
        if not z3.is_app(formula):
            raise _not_sayable(formula)
        kind = formula.decl().kind()
        parts = formula.children()
        match kind:
            case z3.Z3_OP_TRUE | z3.Z3_OP_FALSE:
                return Truth(kind == z3.Z3_OP_TRUE)
            case z3.Z3_OP_AND:
                return conjunction(self.condition(part) for part in parts)
            case z3.Z3_OP_OR:
                return disjunction(self.condition(part) for part in parts)
            case z3.Z3_OP_NOT:
                return negation(self.condition(parts[0]))
            case z3.Z3_OP_IMPLIES:
                return implication(self.condition(parts[0]), self.condition(parts[1]))
            case z3.Z3_OP_XOR:
                return negation(_same(self.condition(parts[0]), self.condition(parts[1])))
            case z3.Z3_OP_ITE:
                test, then, otherwise = (self.condition(part) for part in parts)
                return disjunction((conjunction((test, then)), conjunction((negation(test), otherwise))))
            case z3.Z3_OP_DISTINCT:
                pairs = [(a, b) for i, a in enumerate(parts) for b in parts[i + 1 :]]
                return conjunction(negation(self._equal(a, b)) for a, b in pairs)
            case z3.Z3_OP_EQ | z3.Z3_OP_IFF:
                return self._equal(parts[0], parts[1])
            case z3.Z3_OP_LE | z3.Z3_OP_LT | z3.Z3_OP_GE | z3.Z3_OP_GT:
                return self._compare(_COMPARE[kind], parts[0], parts[1])
            case _:
                reading = self._readings.get(formula.get_id())
                if isinstance(reading, Flag):
                    return reading
                raise _not_sayable(formula)

    def _equal(self, left: z3.ExprRef, right: z3.ExprRef) -> Condition:
        if z3.is_bool(left):
            return _same(self.condition(left), self.condition(right))
        return self._compare("=", left, right)

    def _compare(self, operator: Operator, left: z3.ExprRef, right: z3.ExprRef) -> Condition:
        form = self._form(left).plus(self._form(right).times(Fraction(-1)))
        coefficients = (*(c for _, c in form.readings), *(c for _, c in form.terms), form.constant)
        form = form.times(Fraction(lcm(*(c.denominator for c in coefficients))))
        plain = Linear.of(((reading, int(c)) for reading, c in form.readings), int(form.constant))
        if not form.terms:
            return linear_comparison(operator, plain)
        wholes = (scaled(int(c), term) for term, c in form.terms)
        return comparison(operator, total((*wholes, plain.term())), Number(0, Integer()))

    def _form(self, term: z3.ExprRef) -> _Form:
        if z3.is_int_value(term):
            return _Form((), (), Fraction(term.as_long()))
        if z3.is_rational_value(term):
            return _Form((), (), Fraction(term.numerator_as_long(), term.denominator_as_long()))
        if not z3.is_app(term):
            raise _not_sayable(term)
        parts = term.children()
        match term.decl().kind():
            case z3.Z3_OP_ADD:
                return _added(self._form(part) for part in parts)
            case z3.Z3_OP_SUB:
                return _added((self._form(parts[0]), *(self._form(part).times(Fraction(-1)) for part in parts[1:])))
            case z3.Z3_OP_UMINUS:
                return self._form(parts[0]).times(Fraction(-1))
            case z3.Z3_OP_TO_REAL:
                return self._form(parts[0])
            case z3.Z3_OP_MUL:
                return self._product(term)
            case z3.Z3_OP_ITE:
                return _Form((), ((self._chosen(term), Fraction(1)),), Fraction(0))
            case _:
                reading = self._readings.get(term.get_id())
                if reading is None or isinstance(reading, Flag):
                    raise _not_sayable(term)
                return _Form(((reading, Fraction(1)),), (), Fraction(0))

    def _product(self, term: z3.ExprRef) -> _Form:
        factor, form = Fraction(1), None
        for part in term.children():
            inner = self._form(part)
            if not inner.readings and not inner.terms:
                factor *= inner.constant
            elif form is None:
                form = inner
            else:
                raise _not_sayable(term)
        return (form or _Form((), (), Fraction(1))).times(factor)

    def _chosen(self, term: z3.ExprRef) -> Term:
        test, then, otherwise = term.children()
        return choose(self.condition(test), self._whole(then), self._whole(otherwise))

    def _whole(self, term: z3.ExprRef) -> Term:
        form = self._form(term)
        coefficients = (*(c for _, c in form.readings), *(c for _, c in form.terms), form.constant)
        if any(c.denominator != 1 for c in coefficients):
            raise _not_sayable(term)
        plain = Linear.of(((reading, int(c)) for reading, c in form.readings), int(form.constant)).term()
        return total((*(scaled(int(c), whole) for whole, c in form.terms), plain)) if form.terms else plain


def _added(forms: Iterable[_Form]) -> _Form:
    result = _Form((), (), Fraction(0))
    for form in forms:
        result = result.plus(form)
    return result


def _same(left: Condition, right: Condition) -> Condition:
    """True iff both have one truth."""
    match left, right:
        case (Truth(value), other) | (other, Truth(value)):
            return other if value else negation(other)
        case _:
            both = conjunction((left, right))
            return disjunction((both, conjunction((negation(left), negation(right)))))


def _not_sayable(formula: z3.ExprRef) -> NotSayableError:
    text = " ".join(str(formula).split())
    return NotSayableError(f"the language cannot say `{text[:120]}`")
