"""When two changed policies are one and the same: equal but for names, and for ways to write a comparison."""

from __future__ import annotations

from collections.abc import Hashable
from typing import assert_never

from bcm_formal.model import expressions as ex
from bcm_formal.model.expressions import Condition, Expression, Term
from bcm_formal.model.model import AnyValue, Assignment, Event, Limit, Model
from bcm_formal.model.types import Integer


def signature(model: Model, original: Model) -> Hashable | None:
    """What is different from the original, the same for policies that are the same; None: no rule is."""
    names = tuple([item.name for item in part] for part in (model.events, model.limits))
    if names != tuple([item.name for item in part] for part in (original.events, original.limits)):
        return repr((model.events, model.limits))  # a rule has more versions in a life through several laws, or fewer
    events = tuple(
        (event.name, tuple(plain(item.condition) for item in event.requirements), _sets(event))
        for event, before in zip(model.events, original.events, strict=True)
        if event != before
    )
    limits = tuple(
        (limit.name, plain(limit.condition), plain(limit.bound), plain(limit.when), _sets(limit))
        for limit, before in zip(model.limits, original.limits, strict=True)
        if limit != before
    )
    others = () if (model.clocks, model.starts) == (original.clocks, original.starts) else (repr(model.clocks),)
    if not events and not limits and not others:
        return None
    said = tuple(
        repr(item.sentence)
        for item, before in zip(model.properties, original.properties, strict=True)
        if item.sentence != before.sentence
    )
    played = tuple(
        repr(item.steps)
        for item, before in zip(model.scenarios, original.scenarios, strict=True)
        if item.steps != before.steps
    )
    return events, limits, others, said, played


def _sets(rule: Event | Limit) -> Hashable:
    return tuple((item.name, _value(item)) for item in rule.assignments)


def _value(item: Assignment) -> Hashable:
    return "any" if isinstance(item.value, AnyValue) else plain(item.value)


def plain(expression: Expression) -> Hashable:
    """The expression without names, with every comparison written in one way."""
    return _written(_condition(expression) if isinstance(expression, Condition) else _term(expression))


def _condition(condition: Condition) -> Condition:
    match condition:
        case ex.Truth() | ex.Flag() | ex.InStatus():
            return condition
        case ex.NamedCondition(_, body):
            return _condition(body)
        case ex.Not(inner):
            return ex.negation(_condition(inner))
        case ex.And(parts):
            return ex.conjunction(map(_condition, parts))
        case ex.Or(parts):
            return ex.disjunction(map(_condition, parts))
        case ex.Implies(premise, conclusion):
            return ex.implication(_condition(premise), _condition(conclusion))
        case ex.Comparison(operator, left, right):
            return _comparison(operator, _term(left), _term(right))
        case _:
            assert_never(condition)


def _comparison(operator: ex.Operator, left: Term, right: Term) -> Condition:
    """With `>` and `<` as `>=` and `<=` of the next number."""
    match operator:
        case ">":
            return ex.comparison(">=", left, ex.total((right, ex.Number(1, Integer()))))
        case "<":
            return ex.comparison("<=", left, ex.total((right, ex.Number(-1, Integer()))))
        case "=" | "!=" | ">=" | "<=":
            return ex.comparison(operator, left, right)
        case _:
            assert_never(operator)


def _term(term: Term) -> Term:
    match term:
        case ex.Number() | ex.AttributeTerm() | ex.ClockTerm():
            return term
        case ex.NamedTerm(_, body):
            return _term(body)
        case ex.Sum(parts):
            return ex.total(map(_term, parts))
        case ex.Scaled(factor, inner):
            return ex.scaled(factor, _term(inner))
        case ex.Choose(condition, then, otherwise):
            return ex.choose(_condition(condition), _term(then), _term(otherwise))
        case _:
            assert_never(term)


def _written(expression: Expression) -> Hashable:
    """As tuples, with numbers as such whatever they count."""
    match expression:
        case ex.Number(value):
            return value
        case ex.Truth(value):
            return f"{value}"
        case ex.AttributeTerm(name) | ex.ClockTerm(name) | ex.Flag(name):
            return name
        case ex.InStatus(statuses):
            return ("in", statuses)
        case ex.Comparison(operator, left, right):
            return (operator, _written(left), _written(right))
        case ex.Scaled(factor, inner):
            return ("times", factor, _written(inner))
        case (
            ex.Sum() | ex.Choose() | ex.NamedTerm() | ex.Not() | ex.And() | ex.Or() | ex.Implies() | ex.NamedCondition()
        ):
            return (type(expression).__name__, *map(_written, ex.children(expression)))
        case _:
            assert_never(expression)
