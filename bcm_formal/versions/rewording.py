"""Expressions of one law in the words of several: every place where one stands in a rule, rewritten at once.

What the laws have in common stays the same tree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, fields, is_dataclass
from typing import Any, TypeVar, assert_never, cast

from bcm_formal.diagnostics import Source, Span
from bcm_formal.model.expressions import (
    FALSE,
    And,
    AttributeTerm,
    Choose,
    ClockTerm,
    Comparison,
    Condition,
    Expression,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    NamedTerm,
    Not,
    Number,
    Or,
    Scaled,
    Sum,
    Term,
    Truth,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.model import Event, Limit, Start
from bcm_formal.model.tree import Tree
from bcm_formal.records import dataclass

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Rewording:
    """What replaces names of statuses, attributes and clocks, and named expressions; what is not mapped stays.

    `in_status` is given the statuses of a test and gives others; `named` is given a name and says what stands there
    instead (None: the same name with its reworded body).
    """

    in_status: Callable[[tuple[str, ...]], tuple[str, ...]] = field(default=lambda statuses: statuses)
    named: Callable[[str], Expression | None] = field(default=lambda _: None)
    terms: Mapping[str, Term] = field(default_factory=dict)
    """what stands for attributes that are numbers, and for clocks"""
    _known: dict[int, tuple[Expression, Expression]] = field(default_factory=dict, init=False, repr=False)

    def everywhere(self, part: Part) -> Part:
        """The rule, definition or sentence with every expression in it reworded, and every list of statuses."""
        return cast("Part", self._everywhere(part))

    def _everywhere(self, part: Any) -> Any:
        if isinstance(part, Tree):
            return self._once(part) if isinstance(part, Expression) else self._fields(part)
        if isinstance(part, tuple):
            parts = tuple(self._everywhere(item) for item in part)
            return part if all(one is other for one, other in zip(parts, part, strict=True)) else parts
        if isinstance(part, Source | Span) or not is_dataclass(part) or isinstance(part, type):
            return part
        return self._fields(part)

    def _fields(self, part: Any) -> Any:
        """Of a record; its lists of statuses are known by their fields."""
        changed: dict[str, Any] = {}
        for name in (item.name for item in fields(part) if item.init):
            value = getattr(part, name)
            if name in _STATUSES and isinstance(part, Event | Limit | Start):
                other: Any = self.in_status(value)
            else:
                other = self._everywhere(value)
            if other is not value:
                changed[name] = other
        if not changed:
            return part
        return type(part)(**{item.name: getattr(part, item.name) for item in fields(part) if item.init} | changed)

    def term(self, term: Term) -> Term:
        """The term in other words."""
        return cast("Term", self._once(term))

    def condition(self, condition: Condition) -> Condition:
        """The condition in other words."""
        return cast("Condition", self._once(condition))

    def _once(self, expression: Expression) -> Expression:
        known = self._known.get(id(expression))
        if known is None:
            found = self._reworded(expression)
            known = self._known[id(expression)] = (expression, expression if found == expression else found)
        return known[1]

    def _reworded(self, expression: Expression) -> Expression:
        match expression:
            case Number() | Truth() | Flag():
                return expression
            case AttributeTerm(name) | ClockTerm(name):
                return self.terms.get(name, expression)
            case InStatus(statuses):
                kept = self.in_status(statuses)
                return InStatus(kept) if kept else FALSE
            case Sum(terms):
                return Sum(tuple(map(self.term, terms)))
            case Scaled(factor, term):
                return Scaled(factor, self.term(term))
            case Choose(condition, then, otherwise):
                return Choose(self.condition(condition), self.term(then), self.term(otherwise))
            case Comparison(operator, left, right):
                return Comparison(operator, self.term(left), self.term(right))
            case Not(condition):
                return negation(self.condition(condition))
            case And(conditions):
                return conjunction(map(self.condition, conditions))
            case Or(conditions):
                return disjunction(map(self.condition, conditions))
            case Implies(premise, conclusion):
                return Implies(self.condition(premise), self.condition(conclusion))
            case NamedTerm(name, body):
                return self.named(name) or NamedTerm(name, self.term(body))
            case NamedCondition(name, body):
                return self.named(name) or NamedCondition(name, self.condition(body))
            case _:
                assert_never(expression)


_STATUSES = ("sources", "statuses")
