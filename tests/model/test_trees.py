"""Trees that share parts are hashed and compared in the size of what is shared, not of what it stands for."""

from __future__ import annotations

import pickle

from bcm_formal.model.expressions import (
    And,
    ClockTerm,
    Comparison,
    Condition,
    Flag,
    NamedCondition,
    NamedTerm,
    Not,
    Number,
    Or,
    Sum,
    Term,
)
from bcm_formal.model.sentences import CtlAnd, CtlNot, CtlState, CtlUntil, Formula
from bcm_formal.model.types import Duration

DEEP = 200


def shared_condition(last: Condition) -> Condition:
    for number in range(DEEP):
        last = And((NamedCondition(f"n{number}", last), Or((last, Not(last)))))
    return last


def shared_term() -> Term:
    term: Term = ClockTerm("c")
    for _ in range(DEEP):
        term = NamedTerm("t", Sum((term, term)))
    return term


def shared_formula(last: str) -> Formula:
    formula: Formula = CtlState(Flag(last))
    for number in range(DEEP):
        formula = CtlAnd((CtlUntil(True, False, formula, formula), CtlNot(formula), CtlState(Flag(f"f{number}"))))
    return formula


def test_shared_parts_are_hashed_once() -> None:
    assert hash(shared_condition(Flag("a"))) == hash(shared_condition(Flag("a")))
    assert hash(shared_term()) == hash(shared_term())
    assert hash(shared_formula("a")) == hash(shared_formula("a"))


def test_shared_parts_are_compared_once() -> None:
    assert shared_condition(Flag("a")) == shared_condition(Flag("a"))
    assert shared_condition(Flag("a")) != shared_condition(Flag("b"))
    assert shared_term() == shared_term()
    assert shared_formula("a") == shared_formula("a")
    assert shared_formula("a") != shared_formula("b")


def test_trees_that_differ_only_where_they_end_differ() -> None:
    one, two = Number(1, Duration()), Number(2, Duration())
    assert Comparison("<=", one, two) != Comparison("<=", two, one)
    assert Comparison("<=", one, two) != Comparison("<", one, two)
    assert And((Flag("a"),)) != Or((Flag("a"),))
    assert And((Flag("a"),)) != And((Flag("a"), Flag("a")))
    assert Flag("a") != "a"


def test_a_hash_does_not_travel() -> None:
    condition = Comparison("<=", ClockTerm("c"), Number(1, Duration()))
    hash(condition)
    sent = pickle.dumps(condition)
    assert b"_hash" not in sent
    assert pickle.loads(sent) == condition
