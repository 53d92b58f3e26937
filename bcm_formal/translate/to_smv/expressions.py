"""Conditions and terms as expressions of SMV, which are true of a state iff they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from bcm_formal.model.expressions import (
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
    Or,
    Scaled,
    Sum,
    Term,
    Truth,
)
from bcm_formal.translate.to_smv import names

LARGEST = 2**31 - 1
"""the largest number that NuSMV reads"""


class TooLargeError(Exception):
    """A number that the other language cannot hold."""


class Writer:
    """Writes expressions. What has a name is written once, and listed in `definitions`: name → expression.

    Of the constant clocks all readings are alike: zero stands for them.
    """

    def __init__(self, constant_clocks: Iterable[str] = ()) -> None:
        self.definitions: dict[str, str] = {}
        self._named: dict[NamedCondition | NamedTerm, str] = {}
        self._readings: Mapping[str, str] = dict.fromkeys(constant_clocks, "0")

    def condition(self, condition: Condition) -> str:
        match condition:
            case Truth(value):
                return "TRUE" if value else "FALSE"
            case Flag(name):
                return names.of_attribute(name)
            case InStatus(statuses):
                return self.in_status(statuses)
            case Comparison(operator, left, right):
                return f"({self.term(left)} {operator} {self.term(right)})"
            case Not(inner):
                return f"!{self.condition(inner)}"
            case And(parts):
                return both(map(self.condition, parts))
            case Or(parts):
                return either(map(self.condition, parts))
            case Implies(premise, conclusion):
                return f"({self.condition(premise)} -> {self.condition(conclusion)})"
            case NamedCondition(name, body):
                return self._named.get(condition) or self._define(condition, name, self.condition(body))
            case _:
                assert_never(condition)

    def term(self, term: Term) -> str:
        match term:
            case Number(value):
                return number(value)
            case AttributeTerm(name):
                return names.of_attribute(name)
            case ClockTerm(name):
                return self._readings.get(name, names.of_clock(name))
            case Sum(terms):
                return f"({' + '.join(map(self.term, terms))})"
            case Scaled(factor, inner):
                return f"({number(factor)} * {self.term(inner)})"
            case Choose(condition, then, otherwise):
                return cases(((self.condition(condition), self.term(then)),), self.term(otherwise))
            case NamedTerm(name, body):
                return self._named.get(term) or self._define(term, name, self.term(body))
            case _:
                assert_never(term)

    def in_status(self, statuses: Iterable[str]) -> str:
        """True iff the status is one of these."""
        return one_of(names.STATUS, map(names.of_status, statuses))

    def where(self, conditions: Mapping[str, Condition]) -> str:
        """True iff the condition given for the status is; without one: false."""
        alike: dict[Condition, list[str]] = {}
        for status, condition in conditions.items():
            alike.setdefault(condition, []).append(status)
        return either(both((self.in_status(group), self.condition(part))) for part, group in alike.items())

    def _define(self, named: NamedCondition | NamedTerm, name: str, body: str) -> str:
        chosen = wanted = names.of_definition(name)
        count = 1
        while chosen in self.definitions:
            count += 1
            chosen = f"{wanted}${count}"
        self.definitions[chosen] = body
        self._named[named] = chosen
        return chosen


def number(value: int) -> str:
    """A number in an expression. Raises `TooLargeError` for one that NuSMV does not read."""
    return bare(value) if value >= 0 else f"({bare(value)})"


def bare(value: int) -> str:
    """A number that stands alone. Raises `TooLargeError` for one that NuSMV does not read."""
    if abs(value) > LARGEST:
        raise TooLargeError(str(value))
    return str(value)


def both(parts: Iterable[str]) -> str:
    """True iff all parts are."""
    return _joined(parts, "&", "TRUE", "FALSE")


def either(parts: Iterable[str]) -> str:
    """True iff some part is."""
    return _joined(parts, "|", "FALSE", "TRUE")


def _joined(parts: Iterable[str], sign: str, neutral: str, decisive: str) -> str:
    kept = [part for part in dict.fromkeys(parts) if part != neutral]
    if decisive in kept:
        return decisive
    if len(kept) < 2:
        return kept[0] if kept else neutral
    return f"({f' {sign} '.join(kept)})"


def one_of(name: str, values: Iterable[str]) -> str:
    """True iff the variable has one of the values."""
    listed = list(values)
    if not listed:
        return "FALSE"
    return f"({name} = {listed[0]})" if len(listed) == 1 else f"({name} in {{{', '.join(listed)}}})"


def cases(branches: Iterable[tuple[str, str]], otherwise: str) -> str:
    """The value beside the first condition that is true. A condition that never is, is left out."""
    listed = [f"{condition} : {value}; " for condition, value in branches if condition != "FALSE"]
    return f"(case {''.join(listed)}TRUE : {otherwise}; esac)" if listed else otherwise
