"""Typed expressions of a checked model: terms (whole numbers) and conditions (truth).

Names are resolved, units are steps, levels and choices are indices. Every name bound by `define`, `score` or
`parameter` stays visible as a transparent `Named…` node, so that an explanation can speak in the author's words;
its meaning is its body's meaning.

Build conjunctions, disjunctions and negations with `conjunction`, `disjunction` and `negation`: they flatten and
fold constants. `fold` replaces status tests by constants for a known status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from operator import eq, ge, gt, le, lt, ne
from typing import Literal, TypeVar, assert_never, cast

from bcm_formal.model.tree import Tree
from bcm_formal.model.types import Date, Type
from bcm_formal.records import dataclass

Operator = Literal["=", "!=", "<=", "<", ">=", ">"]


@dataclass(frozen=True, slots=True, eq=False)
class Number(Tree):
    """A constant; `kind` says how to print it."""

    value: int
    kind: Type


@dataclass(frozen=True, slots=True, eq=False)
class AttributeTerm(Tree):
    """The value of an attribute that is not yes-or-no."""

    name: str
    kind: Type


@dataclass(frozen=True, slots=True, eq=False)
class ClockTerm(Tree):
    """The reading of a clock in steps."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Sum(Tree):
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Scaled(Tree):
    factor: int
    term: Term


@dataclass(frozen=True, slots=True, eq=False)
class Choose(Tree):
    """`if condition then … else …` over numbers."""

    condition: Condition
    then: Term
    otherwise: Term


@dataclass(frozen=True, slots=True, eq=False)
class NamedTerm(Tree):
    """A parameter, score or numeric definition: transparent."""

    name: str
    body: Term


T = TypeVar("T")

Term = Number | AttributeTerm | ClockTerm | Sum | Scaled | Choose | NamedTerm


@dataclass(frozen=True, slots=True, eq=False)
class Truth(Tree):
    value: bool


@dataclass(frozen=True, slots=True, eq=False)
class Flag(Tree):
    """A yes-or-no attribute."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class InStatus(Tree):
    """True iff the person's status is one of `statuses` (layers are resolved; in order of declaration)."""

    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison(Tree):
    operator: Operator
    left: Term
    right: Term


@dataclass(frozen=True, slots=True, eq=False)
class Not(Tree):
    condition: Condition


@dataclass(frozen=True, slots=True, eq=False)
class And(Tree):
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Or(Tree):
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Implies(Tree):
    premise: Condition
    conclusion: Condition


@dataclass(frozen=True, slots=True, eq=False)
class NamedCondition(Tree):
    """A yes-or-no definition or parameter: transparent."""

    name: str
    body: Condition


Condition = Truth | Flag | InStatus | Comparison | Not | And | Or | Implies | NamedCondition
Expression = Term | Condition

TRUE = Truth(True)
FALSE = Truth(False)

_OPPOSITE: Mapping[Operator, Operator] = {"=": "!=", "!=": "=", "<=": ">", ">": "<=", "<": ">=", ">=": "<"}
COMPARE: Mapping[Operator, Callable[[int, int], bool]] = {
    "=": eq,
    "!=": ne,
    "<=": le,
    "<": lt,
    ">=": ge,
    ">": gt,
}


def compare(operator: Operator, left: int, right: int) -> bool:
    """The truth of a comparison of two numbers."""
    return COMPARE[operator](left, right)


def conjunction(parts: Iterable[Condition]) -> Condition:
    """True iff all parts are; no parts: true."""
    flat: dict[Condition, None] = {}
    for part in parts:
        match part:
            case Truth(True):
                continue
            case Truth(False):
                return FALSE
            case And(conditions):
                flat.update(dict.fromkeys(conditions))
            case _:
                flat[part] = None
    if not flat:
        return TRUE
    return next(iter(flat)) if len(flat) == 1 else And(tuple(flat))


def disjunction(parts: Iterable[Condition]) -> Condition:
    """True iff some part is; no parts: false."""
    flat: dict[Condition, None] = {}
    for part in parts:
        match part:
            case Truth(False):
                continue
            case Truth(True):
                return TRUE
            case Or(conditions):
                flat.update(dict.fromkeys(conditions))
            case _:
                flat[part] = None
    if not flat:
        return FALSE
    return next(iter(flat)) if len(flat) == 1 else Or(tuple(flat))


def negation(condition: Condition) -> Condition:
    """True iff `condition` is not."""
    match condition:
        case Truth(value):
            return Truth(not value)
        case Not(inner):
            return inner
        case Comparison(operator, left, right):
            return Comparison(_OPPOSITE[operator], left, right)
        case Flag() | InStatus() | And() | Or() | Implies() | NamedCondition():
            return Not(condition)
        case _:
            assert_never(condition)


def children(expression: Expression) -> tuple[Expression, ...]:
    """The direct parts of an expression, left to right: the one place that knows every node's shape."""
    match expression:
        case Number() | AttributeTerm() | ClockTerm() | Truth() | Flag() | InStatus():
            return ()
        case Sum(terms):
            return terms
        case Scaled(_, term):
            return (term,)
        case Choose(condition, then, otherwise):
            return (condition, then, otherwise)
        case NamedTerm(_, body):
            return (body,)
        case NamedCondition(_, inside):
            return (inside,)
        case Comparison(_, left, right):
            return (left, right)
        case Not(condition):
            return (condition,)
        case And(conditions) | Or(conditions):
            return conditions
        case Implies(premise, conclusion):
            return (premise, conclusion)
        case _:
            assert_never(expression)


def walk(expression: Expression) -> Iterator[Expression]:
    """Every node, parents before children; an object that stands in several places comes once.

    Written out, an expression may be exponentially larger than what it takes to hold it.
    """
    seen: set[int] = set()
    stack: list[Expression] = [expression]
    while stack:
        node = stack.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            stack.extend(reversed(children(node)))


def clocks_of(expression: Expression) -> frozenset[str]:
    """The clocks an expression reads."""
    return frozenset(node.name for node in walk(expression) if isinstance(node, ClockTerm))


def attributes_of(expression: Expression) -> frozenset[str]:
    """The attributes an expression reads."""
    return frozenset(node.name for node in walk(expression) if isinstance(node, AttributeTerm | Flag))


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A substitution, applied everywhere at once: readings of attributes and clocks, and status tests.

    A name that is not mapped stays. With `status` given, `InStatus` becomes a constant. Constants fold.
    """

    terms: Mapping[str, Term]
    flags: Mapping[str, Condition]
    status: str | None = None
    _known: dict[int, tuple[object, object]] = field(default_factory=dict, init=False, compare=False, repr=False)
    """what was named → itself, which keeps its number from being given away, and what became of it"""

    def term(self, term: Term) -> Term:
        match term:
            case Number():
                return term
            case AttributeTerm(name) | ClockTerm(name):
                return self.terms.get(name, term)
            case Sum(terms):
                return total(self.term(part) for part in terms)
            case Scaled(factor, inner):
                return scaled(factor, self.term(inner))
            case Choose(condition, then, otherwise):
                return choose(self.condition(condition), self.term(then), self.term(otherwise))
            case NamedTerm(name, body):
                return self._once(term, body, self.term)
            case _:
                assert_never(term)

    def condition(self, condition: Condition) -> Condition:
        match condition:
            case Truth():
                return condition
            case Flag(name):
                return self.flags.get(name, condition)
            case InStatus(statuses):
                return condition if self.status is None else Truth(self.status in statuses)
            case Comparison(operator, left, right):
                return comparison(operator, self.term(left), self.term(right))
            case Not(inner):
                return negation(self.condition(inner))
            case And(parts):
                return conjunction(self.condition(part) for part in parts)
            case Or(parts):
                return disjunction(self.condition(part) for part in parts)
            case Implies(premise, conclusion):
                return implication(self.condition(premise), self.condition(conclusion))
            case NamedCondition(_, body):
                return self._once(condition, body, self.condition)
            case _:
                assert_never(condition)

    def _once(self, named: T, body: T, rewrite: Callable[[T], T]) -> T:
        """What becomes of something named: itself if nothing changes in it. Found once, however often it is used."""
        known = self._known.get(id(named))
        if known is None:
            rewritten = rewrite(body)
            known = self._known[id(named)] = (named, named if rewritten == body else rewritten)
        return cast("T", known[1])


def in_status(condition: Condition, status: str) -> Condition:
    """`condition` for a person in `status`: status tests become constants."""
    return Rewriting({}, {}, status).condition(condition)


def term_in_status(term: Term, status: str) -> Term:
    """`term` for a person in `status`."""
    return Rewriting({}, {}, status).term(term)


def implication(premise: Condition, conclusion: Condition) -> Condition:
    """False iff the premise is true and the conclusion is not."""
    match premise, conclusion:
        case (Truth(True), _):
            return conclusion
        case (Truth(False), _) | (_, Truth(True)):
            return TRUE
        case (_, Truth(False)):
            return negation(premise)
        case _:
            return Implies(premise, conclusion)


def bare(term: Term) -> Term:
    """The term under its names."""
    while isinstance(term, NamedTerm):
        term = term.body
    return term


def comparison(operator: Operator, left: Term, right: Term) -> Condition:
    """A comparison, folded when both sides are constant."""
    a, b = bare(left), bare(right)
    if isinstance(a, Number) and isinstance(b, Number):
        return Truth(compare(operator, a.value, b.value))
    return Comparison(operator, left, right)


def total(terms: Iterable[Term]) -> Term:
    """The sum, flattened, with its constants added up."""
    flat: list[Term] = []
    constant: Number | None = None
    for term in terms:
        for part in term.terms if isinstance(term, Sum) else (term,):
            inner = bare(part)
            if isinstance(inner, Number):
                before = constant or Number(0, inner.kind)
                kind = before.kind if isinstance(before.kind, Date) else inner.kind
                constant = Number(inner.value + before.value, kind)
            else:
                flat.append(part)
    if constant is not None and (constant.value != 0 or not flat):
        flat.append(constant)
    return flat[0] if len(flat) == 1 else Sum(tuple(flat))


def scaled(factor: int, term: Term) -> Term:
    """`factor` times the term."""
    inner = bare(term)
    if isinstance(inner, Number):
        return Number(factor * inner.value, inner.kind)
    return term if factor == 1 else Scaled(factor, term)


def choose(condition: Condition, then: Term, otherwise: Term) -> Term:
    """`if … then … else …`, folded when the condition is constant."""
    if isinstance(condition, Truth):
        return then if condition.value else otherwise
    return then if then == otherwise else Choose(condition, then, otherwise)
