"""Conditions of a certificate as words, with what they share written once.

A shared part is a `NamedCondition` that is no definition of the model; it gets a name that no model can use.
Conditions that nest deeper than the reader of the language allows are cut into such parts, too.
"""

from __future__ import annotations

from typing import assert_never

from bcm_formal.model.expressions import (
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
    children,
)
from bcm_formal.model.internal_names import internal
from bcm_formal.model.model import Model
from bcm_formal.model.to_text import condition_text, term_text

DEEP = 24
"""Conditions nested deeper become parts; the reader allows more than twice as much."""
MANY_SUMS = 40
"""A chain of comparisons with more additions in them becomes several parts."""


class SharedParts:
    """Turns conditions of one model into words. The parts come to light on the way; see `lines`."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._taken: set[str] = set()
        self._own: dict[str, Expression] = {item.name: item.body for item in model.definitions}
        self._own.update((item.name, item.body) for item in model.parameters if item.body is not None)
        self._named: dict[int, tuple[Condition, NamedCondition]] = {}
        self._known: dict[int, tuple[Condition, Condition, int]] = {}
        self._worded: dict[str, NamedCondition] = {}
        self._lines: list[tuple[str, str]] = []

    def condition(self, condition: Condition) -> str:
        """The condition in words, in which parts stand as names."""
        return condition_text(self.model, self._cut(condition)[0])

    def term(self, term: Term) -> str:
        """The term in words."""
        return term_text(self.model, self._term(term)[0])

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """(name, words) of every part so far, each after those it uses."""
        return tuple(self._lines)

    # --- cutting ---

    def _cut(self, condition: Condition) -> tuple[Condition, int]:
        """The condition with parts under their written names, and how deep it nests then."""
        known = self._known.get(id(condition))
        if known is None:
            new, height = self._rebuilt(condition)
            known = self._known[id(condition)] = (condition, new, height)
        return known[1], known[2]

    def _inside(self, condition: Condition) -> tuple[Condition, int]:
        """The same for a condition in another, cut off where it nests too deep."""
        new, height = self._cut(condition)
        return (self._part(condition, new), 1) if height >= DEEP else (new, height)

    def _rebuilt(self, condition: Condition) -> tuple[Condition, int]:
        match condition:
            case Truth() | Flag() | InStatus():
                return condition, 1
            case Comparison(operator, left, right):
                first, second = self._term(left), self._term(right)
                return Comparison(operator, first[0], second[0]), max(first[1], second[1]) + 1
            case Not(inner):
                new, height = self._inside(inner)
                return Not(new), height + 1
            case And(conditions):
                parts = [self._inside(part) for part in conditions]
                return self._chain(And, [part for part, _ in parts]), max((h for _, h in parts), default=0) + 1
            case Or(conditions):
                parts = [self._inside(part) for part in conditions]
                return self._chain(Or, [part for part, _ in parts]), max((h for _, h in parts), default=0) + 1
            case Implies(premise, conclusion):
                before, after = self._inside(premise), self._inside(conclusion)
                return Implies(before[0], after[0]), max(before[1], after[1]) + 1
            case NamedCondition(name, body):
                if self._is_own(name, body):
                    return condition, 1
                return self._part(body, self._cut(body)[0], name), 1

    def _chain(self, kind: type[And] | type[Or], parts: list[Condition]) -> Condition:
        """The parts joined, in several steps where too many of them add numbers up."""
        group: list[Condition] = []
        groups: list[Condition] = []
        sums = 0
        for part in parts:
            more = _additions(part) if isinstance(part, Comparison) else 0
            if group and sums + more > MANY_SUMS:
                groups.append(self._part(whole := kind(tuple(group)), whole))
                group, sums = [], 0
            group.append(part)
            sums += more
        return kind((*groups, *group))

    def _part(self, key: Condition, body: Condition, name: str = "cut_1") -> NamedCondition:
        """The part with this body, under a name of its own; `key` is the condition it stands for."""
        known = self._named.get(id(key))
        if known is None:
            words = condition_text(self.model, body)
            if words not in self._worded:
                self._worded[words] = self._new(name, words, body)
            known = self._named[id(key)] = (key, self._worded[words])
        return known[1]

    def _new(self, name: str, words: str, body: Condition) -> NamedCondition:
        name = internal(name)
        stem, number = name.rstrip("0123456789"), 1
        while name in self._taken:
            number += 1
            name = f"{stem}{number}"
        self._taken.add(name)
        self._lines.append((name, words))
        return NamedCondition(name, body)

    def _is_own(self, name: str, body: Expression) -> bool:
        own = self._own.get(name)
        return own is body or (own is not None and own == body)

    # --- terms ---

    def _term(self, term: Term) -> tuple[Term, int]:
        match term:
            case Sum(terms):
                parts = [self._term(part) for part in terms]
                return Sum(tuple(part for part, _ in parts)), max(height for _, height in parts) + 1
            case Scaled(factor, inner):
                new, height = self._term(inner)
                return Scaled(factor, new), height + 1
            case Choose(condition, then, otherwise):
                test, yes, no = self._inside(condition), self._term(then), self._term(otherwise)
                return Choose(test[0], yes[0], no[0]), max(test[1], yes[1], no[1]) + 1
            case NamedTerm(name, body):
                return (term, 1) if self._is_own(name, body) else self._term(body)
            case Number() | AttributeTerm() | ClockTerm():
                return term, 1
            case _:
                assert_never(term)


def _additions(comparison: Comparison) -> int:
    """How many additions and multiplications stand in a comparison."""
    found = 0
    stack: list[Expression] = [comparison]
    while stack:
        node = stack.pop()
        found += isinstance(node, Scaled) or (isinstance(node, Number) and node.value < 0)
        found += len(node.terms) if isinstance(node, Sum) else 0
        stack += children(node)
    return found
