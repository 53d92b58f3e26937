"""Sets of attribute values as binary decision diagrams.

`Diagrams` gives every attribute of a finite type some bits (the value's place in its domain) and turns conditions
and terms into diagrams. A comparison that reads clocks becomes a fresh bit, an *atom*, that stands for a linear
constraint; `translate.decompose` splits such diagrams into (zone, diagram) pairs again.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import assert_never

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    And,
    AttributeTerm,
    Choose,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    NamedTerm,
    Not,
    Number,
    Operator,
    Or,
    Scaled,
    Sum,
    Term,
    Truth,
    attributes_of,
    compare,
    comparison,
    conjunction,
    disjunction,
    negation,
    total,
    walk,
)
from bcm_formal.model.model import Model
from bcm_formal.model.types import Integer, Range, Value, domain
from bcm_formal.verify.engine import BudgetExceededError
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.algebra_choice import new_algebra
from bcm_formal.verify.regions.order import attribute_order
from bcm_formal.verify.regions.zone import Affine, Coefficients, normalised

Cases = dict[Affine, Diagram]
"""what a term can amount to, and where: Σ kᵢxᵢ + b → diagram"""


MOST_COMPARISONS = 300
"""a condition with more of them is not cut into zones: each is one level of a recursion"""
WIDEST = 64
"""a range of more values is a variable of zones, which cost the same for any number of them"""


FEWEST_COUNTED = 4
"""parts of a window that are written as a sum"""
APART = 3
"""of them that may be written beside the sum"""


class Diagrams:
    """The diagrams over one model's attributes."""

    def __init__(self, model: Model) -> None:
        self.algebra = new_algebra()
        self.true, self.false = self.algebra.true, self.algebra.false
        self.domains: dict[str, Sequence[Value]] = {}
        self.bits: dict[str, tuple[str, ...]] = {}
        self.numeric: list[str] = [clock.name for clock in model.clocks]
        """the variables of zones: clocks, then attributes without bounds or with many values in a row"""
        for index, attribute in enumerate(model.attributes):
            values = domain(attribute.kind)
            if values is None or (isinstance(attribute.kind, Range) and len(values) > WIDEST):
                self.numeric.append(attribute.name)
                continue
            width = max(1, (len(values) - 1).bit_length())
            self.domains[attribute.name] = values
            self.bits[attribute.name] = tuple(f"a{index}_{bit}" for bit in reversed(range(width)))
        for name in attribute_order(model):
            self.algebra.declare(*self.bits.get(name, ()))
        self.owner = {bit: name for name, bits in self.bits.items() for bit in bits}
        self._place = {name: index for index, name in enumerate(self.numeric)}
        self.atoms: dict[str, Affine] = {}
        self._atom_bits: dict[Affine, Diagram] = {}
        self._codes: dict[tuple[str, Value], Diagram] = {}
        self._terms: dict[Term, Cases] = {}
        self._conditions: dict[Condition, Diagram] = {}
        self._model = model
        self.valid = self.true
        for name, values in self.domains.items():
            self.valid &= self.any_of(self.value(name, value) for value in values)

    @cached_property
    def scores(self) -> Mapping[Diagram, Condition]:
        """The sets of valuations that requirements of events describe by comparing sums with what counts in them, and
        their complements, in those words: attribute by attribute a sum would be told in so many cases that no solver
        sees one in them again."""
        found: dict[Diagram, Condition] = {}
        required = (item.condition for event in self._model.events for item in event.requirements)
        for condition in dict.fromkeys(node for whole in required for node in walk(whole)):
            if isinstance(condition, Comparison) and self._is_score(condition):
                found.setdefault(self.condition(condition), condition)
                found.setdefault(~self.condition(condition), negation(condition))
        return found

    def _is_score(self, condition: Comparison) -> bool:
        nodes = tuple(walk(condition))
        counts = any(isinstance(node, Choose) for node in nodes)
        plain = not any(isinstance(node, InStatus | ClockTerm) for node in nodes)
        return counts and plain and attributes_of(condition) <= self.domains.keys()

    def counted(self, diagram: Diagram) -> Condition | None:
        """The diagram as sums of parts of windows, if it is about nothing else and few of them count by themselves.

        Part by part it would be told in so many cases that no solver sees a sum in them again.
        """
        if self.is_constant(diagram):
            return None
        names = {self.owner.get(bit) for bit in self.algebra.support(diagram)}
        parts = tuple(tuple(name for name in window.parts if name in names) for window in self._model.windows)
        if sum(map(len, parts)) < max(len(names), FEWEST_COUNTED):
            return None
        return self._summed(diagram, parts, APART)

    def _summed(self, diagram: Diagram, windows: tuple[tuple[str, ...], ...], apart: int) -> Condition | None:
        """The diagram over some parts of each window as sums, where up to `apart` of them are told apart from the
        others."""
        if self.is_constant(diagram):
            return TRUE if diagram == self.true else FALSE
        parts, *others = windows
        if not parts:
            return self._summed(diagram, tuple(others), apart)
        alike = self._alike(diagram, parts)
        if len(alike) == 1:
            return self._by_number(diagram, parts, tuple(others), apart)
        for part in [group[-1] for group in sorted(alike, key=len)] if apart else ():
            rest = tuple(name for name in parts if name != part)
            yes, no = (
                self._summed(self.algebra.restrict(diagram, self.code(part, is_so)), (rest, *others), apart - 1)
                for is_so in (True, False)
            )
            if yes is not None and no is not None:
                flag = Flag(part)
                return disjunction((conjunction((flag, yes)), conjunction((negation(flag), no))))
        return None

    def _alike(self, diagram: Diagram, parts: tuple[str, ...]) -> list[list[str]]:
        """Parts in a row that may change places."""
        groups = [[parts[0]]]
        for one, other in itertools.pairwise(parts):
            first, second = (
                self.algebra.restrict(diagram, self.code(one, is_so) | self.code(other, not is_so))
                for is_so in (True, False)
            )
            if first == second:
                groups[-1].append(other)
            else:
                groups.append([other])
        return groups

    def _by_number(
        self, diagram: Diagram, parts: tuple[str, ...], others: tuple[tuple[str, ...], ...], apart: int
    ) -> Condition | None:
        """By how many of these parts are true, which may all change places: what it says of the other windows."""
        rests: list[Diagram] = []
        for number in range(len(parts) + 1):
            bits = {bit: v for n, name in enumerate(parts) for bit, v in self.code(name, n < number).items()}
            rests.append(self.algebra.restrict(diagram, bits))
        ones = total(Choose(Flag(name), Number(1, Integer()), Number(0, Integer())) for name in parts)
        runs: list[Condition] = []
        for rest, numbers in itertools.groupby(range(len(rests)), key=rests.__getitem__):
            low, *_, high = (*(run := tuple(numbers)), run[-1])
            said = self._summed(rest, others, apart)
            if said is None:
                return None
            least = comparison(">=", ones, Number(low, Integer())) if low else TRUE
            most = comparison("<=", ones, Number(high, Integer())) if high < len(parts) else TRUE
            runs.append(conjunction((least, most, said)))
        return disjunction(runs)

    # --- building blocks ---

    def any_of(self, diagrams: Iterable[Diagram]) -> Diagram:
        """The disjunction."""
        result = self.false
        for diagram in diagrams:
            result |= diagram
        return result

    def code(self, name: str, value: Value) -> dict[str, bool]:
        """The bits of one value."""
        place = self.domains[name].index(value)
        bits = self.bits[name]
        return {bit: bool(place >> (len(bits) - 1 - index) & 1) for index, bit in enumerate(bits)}

    def is_constant(self, diagram: Diagram) -> bool:
        """True iff it is empty or full."""
        return bool(diagram == self.true or diagram == self.false)

    def value(self, name: str, value: Value) -> Diagram:
        """The valuations in which the attribute has the value."""
        key = (name, value)
        if key not in self._codes:
            self._codes[key] = self.algebra.cube(self.code(name, value))
        return self._codes[key]

    def linear(self, name: str) -> Affine:
        """A zone variable as a value."""
        place = self._place[name]
        return tuple(int(index == place) for index in range(len(self.numeric))), 0

    def constant(self, value: int) -> Affine:
        """A number as a value."""
        return (0,) * len(self.numeric), value

    # --- expressions ---

    def cases(self, term: Term) -> Cases:
        """What a term can amount to; the diagrams of different cases exclude each other and cover all valuations."""
        known = self._terms.get(term)
        if known is None:
            known = self._terms[term] = self._cases(term)
        return known

    def _cases(self, term: Term) -> Cases:
        match term:
            case Number(value):
                return {self.constant(value): self.true}
            case ClockTerm(name):
                return {self.linear(name): self.true}
            case AttributeTerm(name):
                if name in self._place:
                    return {self.linear(name): self.true}
                return {self.constant(int(v)): self.value(name, v) for v in self.domains[name]}
            case Sum(terms):
                result: Cases = {self.constant(0): self.true}
                for part in terms:
                    result = self._added(result, self.cases(part))
                return result
            case Scaled(factor, inner):
                scaled: Cases = {}
                for (coefficients, constant), diagram in self.cases(inner).items():
                    _join(scaled, (tuple(factor * k for k in coefficients), factor * constant), diagram)
                return scaled
            case Choose(condition, then, otherwise):
                test = self.condition(condition)
                chosen: Cases = {}
                for side, branch in ((test, then), (~test, otherwise)):
                    for form, diagram in self.cases(branch).items():
                        if (both := side & diagram) != self.false:
                            _join(chosen, form, both)
                return chosen
            case NamedTerm(_, body):
                return self.cases(body)
            case _:
                assert_never(term)

    def _added(self, one: Cases, other: Cases) -> Cases:
        result: Cases = {}
        for (first, a), left in one.items():
            for (second, b), right in other.items():
                if (both := left & right) != self.false:
                    _join(result, (tuple(map(int.__add__, first, second)), a + b), both)
        return result

    def condition(self, condition: Condition) -> Diagram:
        """A condition, folded for its status, as a diagram over attribute bits and atoms."""
        known = self._conditions.get(condition)
        if known is None:
            known = self._conditions[condition] = self._condition(condition)
        return known

    def _condition(self, condition: Condition) -> Diagram:
        match condition:
            case Truth(value):
                return self.true if value else self.false
            case Flag(name):
                return self.value(name, True)
            case InStatus():
                raise TypeError("status tests are folded before")
            case Comparison(operator, left, right):
                result = self.false
                for (first, a), here in self.cases(left).items():
                    for (second, b), there in self.cases(right).items():
                        if (both := here & there) != self.false:
                            form = tuple(map(int.__sub__, first, second))
                            result |= both & self._compared(operator, form, b - a)
                return result
            case Not(inner):
                return ~self.condition(inner)
            case And(parts):
                result = self.true
                for part in parts:
                    result &= self.condition(part)
                return result
            case Or(parts):
                return self.any_of(self.condition(part) for part in parts)
            case Implies(premise, conclusion):
                return ~self.condition(premise) | self.condition(conclusion)
            case NamedCondition(_, body):
                return self.condition(body)
            case _:
                assert_never(condition)

    def _compared(self, operator: Operator, form: Coefficients, bound: int) -> Diagram:
        """Σ kᵢxᵢ (operator) bound."""
        if not any(form):
            return self.true if compare(operator, 0, bound) else self.false
        match operator:
            case "<=":
                return self._atom((form, bound))
            case "<":
                return self._atom((form, bound - 1))
            case ">=":
                return ~self._atom((form, bound - 1))
            case ">":
                return ~self._atom((form, bound))
            case "=":
                return self._atom((form, bound)) & ~self._atom((form, bound - 1))
            case "!=":
                return ~self._atom((form, bound)) | self._atom((form, bound - 1))
            case _:
                assert_never(operator)

    def _atom(self, constraint: Affine) -> Diagram:
        """The bit that stands for Σ kᵢxᵢ ≤ b, one for a constraint and its opposite."""
        coefficients, bound = normalised(constraint)
        if next(k for k in coefficients if k) < 0:
            return ~self._atom((tuple(-k for k in coefficients), -bound - 1))
        key = (coefficients, bound)
        if key not in self._atom_bits:
            bit = f"t{len(self.atoms)}"
            self.algebra.declare(bit)
            self.atoms[bit] = key
            self._atom_bits[key] = self.algebra.bit(bit)
        return self._atom_bits[key]

    def atoms_of(self, diagrams: Sequence[Diagram]) -> list[str]:
        """The atoms that diagrams read, tightest bounds of one shape side by side."""
        found = {bit for diagram in diagrams for bit in self.algebra.support(diagram) if bit in self.atoms}
        return sorted(found, key=self.atoms.__getitem__)

    def consistent(self, atoms: Sequence[str]) -> Diagram:
        """What bounds of one shape say of each other: a tighter one implies a looser one.

        Raises `BudgetExceededError` where there are more than `MOST_COMPARISONS`.
        """
        if len(atoms) > MOST_COMPARISONS:
            raise BudgetExceededError(f"one condition has more than {MOST_COMPARISONS} comparisons of numbers")
        result = self.true
        for tight, loose in itertools.pairwise(atoms):
            if self.atoms[tight][0] == self.atoms[loose][0]:
                result &= ~self.algebra.bit(tight) | self.algebra.bit(loose)
        return result

    # --- reading diagrams ---

    def first(self, diagram: Diagram) -> dict[str, Value]:
        """The values of one member, the first in the order of the bits; every finite attribute is named."""
        found: dict[str, Value] = {}
        for name in self.domains:
            for value in self.domains[name]:
                narrowed = diagram & self.value(name, value)
                if narrowed != self.false:
                    found[name], diagram = value, narrowed
                    break
        return found

    def split(self, diagram: Diagram, name: str) -> Iterator[tuple[list[Value], Diagram]]:
        """The values of an attribute, grouped by what the diagram says of the others then."""
        groups: dict[Diagram, list[Value]] = {}
        for value in self.domains[name]:
            rest = self.algebra.restrict(diagram, self.code(name, value))
            groups.setdefault(rest, []).append(value)
        for rest, values in groups.items():
            yield values, rest


def _join(cases: Cases, form: Affine, diagram: Diagram) -> None:
    known = cases.get(form)
    cases[form] = diagram if known is None else known | diagram


def assigned(diagrams: Diagrams, name: str, values: Mapping[int, Diagram]) -> tuple[dict[str, Diagram], Diagram]:
    """(each bit of an attribute after it is set to a value by cases, where the value is one of its type)."""
    bits = dict.fromkeys(diagrams.bits[name], diagrams.false)
    possible = diagrams.false
    for value, bdd in values.items():
        if value not in diagrams.domains[name]:
            continue
        possible |= bdd
        for bit, is_set in diagrams.code(name, value).items():
            if is_set:
                bits[bit] |= bdd
    return bits, possible
