"""Expressions as JSON, in two forms: as written (names stay names) and canonical (only the meaning, for digests)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
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
)

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]


def expression_json(expression: Expression) -> Json:
    """The expression; a named part is `{"named": name}`, to be looked up among definitions and parameters."""
    match expression:
        case Truth(value):
            return value
        case Number(value):
            return value
        case Flag(name) | AttributeTerm(name):
            return {"attribute": name}
        case ClockTerm(name):
            return {"clock": name}
        case InStatus(statuses):
            return {"in": list(statuses)}
        case NamedTerm(name) | NamedCondition(name):
            return {"named": name}
        case Sum(terms):
            return {"sum": [expression_json(term) for term in terms]}
        case Scaled(factor, term):
            return {"times": factor, "of": expression_json(term)}
        case Choose(condition, then, otherwise):
            return {
                "if": expression_json(condition),
                "then": expression_json(then),
                "else": expression_json(otherwise),
            }
        case Comparison(operator, left, right):
            return {"compare": operator, "left": expression_json(left), "right": expression_json(right)}
        case Not(condition):
            return {"not": expression_json(condition)}
        case And(conditions):
            return {"and": [expression_json(condition) for condition in conditions]}
        case Or(conditions):
            return {"or": [expression_json(condition) for condition in conditions]}
        case Implies(premise, conclusion):
            return {"implies": [expression_json(premise), expression_json(conclusion)]}
        case _:
            assert_never(expression)


def canonical(expression: Expression) -> Json:
    """The same for expressions that differ only in names of definitions, in order, in nesting or in repetition of
    the parts of a conjunction, disjunction or sum."""
    match expression:
        case NamedTerm(_, inside):
            return canonical(inside)
        case NamedCondition(_, body):
            return canonical(body)
        case Truth() | Number() | Flag() | AttributeTerm() | ClockTerm():
            return expression_json(expression)
        case InStatus(statuses):
            return {"in": sorted(statuses)}
        case Sum():
            constant = sum(part.value for part in _summands(expression) if isinstance(part, Number))
            parts = [canonical(part) for part in _summands(expression) if not isinstance(part, Number)]
            return {"sum": sorted(parts, key=dumped), "plus": constant}
        case Scaled(factor, term):
            return {"times": factor, "of": canonical(term)}
        case Choose(condition, then, otherwise):
            return {"if": canonical(condition), "then": canonical(then), "else": canonical(otherwise)}
        case Comparison(operator, left, right):
            return {"compare": operator, "left": canonical(left), "right": canonical(right)}
        case Not(condition):
            return {"not": canonical(condition)}
        case And():
            return {"and": _each_once(_parts(expression, And))}
        case Or():
            return {"or": _each_once(_parts(expression, Or))}
        case Implies(premise, conclusion):
            return {"implies": [canonical(premise), canonical(conclusion)]}
        case _:
            assert_never(expression)


def dumped(value: Json) -> str:
    """JSON text with one spelling for each value."""
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _each_once(parts: Iterator[Condition]) -> list[Json]:
    values = {dumped(value): value for value in map(canonical, parts)}
    return [values[key] for key in sorted(values)]


def _parts(condition: Condition, shape: type[And] | type[Or]) -> Iterator[Condition]:
    """The parts of nested conjunctions (or disjunctions), named ones included."""
    stack = [condition]
    while stack:
        node = stack.pop()
        if isinstance(node, NamedCondition):
            stack.append(node.body)
        elif isinstance(node, shape):
            stack.extend(node.conditions)
        else:
            yield node


def _summands(term: Term) -> Iterator[Term]:
    stack = [term]
    while stack:
        node = stack.pop()
        if isinstance(node, NamedTerm):
            stack.append(node.body)
        elif isinstance(node, Sum):
            stack.extend(node.terms)
        else:
            yield node
