"""What is remembered as plain JSON is what it was; what is no data is neither written nor made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bcm_formal.answers.answer import Answer, answer_to
from bcm_formal.model.expressions import And, Flag, Truth
from bcm_formal.project.plain import NotPlainError, plain, unplain
from bcm_formal.project.told import known_in, parts_of
from bcm_formal.system.state import State
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.decided import Decided
from tests.builders.policies import GATE, LADDER, verdicts
from tests.builders.small_policies import TEXTS

SHARED = And((Flag("a"), Flag("b")))
VALUES = [
    None,
    "a text with \u6c38 and a\nline",
    10**40,
    (1, True, 1.0, "1", None, ()),
    {"a": (1, 2), 3: {"b": ()}},
    frozenset({"a"}),
    State("a", (True, 1), (0,)),
    Trace(State("a", (), ()), ()),
    Outcome.HOLDS,
    (SHARED, And((SHARED, SHARED, Truth(False)))),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_made_again_as_it_was(value: object) -> None:
    text = plain(value, {})
    again = unplain(text, {})
    assert again == value
    assert repr(again) == repr(value)
    assert type(again) is type(value)
    assert plain(again, {}) == text
    assert "\n" not in text
    assert text.isascii()


def test_what_is_shared_stays_shared() -> None:
    found: Any = unplain(plain((SHARED, And((SHARED,))), {}), {})
    first, second = found
    assert getattr(second, And.__match_args__[0])[0] is first
    deep: object = Flag("a")
    for _ in range(60):
        deep = And((deep, deep))  # type: ignore[arg-type]
    assert len(plain(deep, {})) < 10_000
    assert unplain(plain(deep, {}), {}) == deep


def test_a_tree_of_any_depth_is_written() -> None:
    deep: object = ()
    for _ in range(5_000):
        deep = (deep,)
    found = unplain(plain(deep, {}), {})
    for _ in range(5_000):
        (found,) = found  # type: ignore[misc]
    assert found == ()


def test_what_both_sides_have_does_not_travel() -> None:
    here, there = Flag("here"), Flag("there")
    text = plain((here, And((here,))), {"known": here})
    assert "here" not in text
    assert unplain(text, {"known": there}) == (there, And((there,)))


@pytest.mark.slow
@pytest.mark.parametrize("text", [LADDER, GATE, *TEXTS.values()], ids=["ladder", "gate", *TEXTS])
def test_what_is_told_of_verdicts_is_data_and_has_no_verdict_in_it(text: str) -> None:
    for asked, verdict in verdicts(text):
        answer, system = answer_to(verdict), asked.system
        known = {**known_in(system), **parts_of(Decided(verdict))}
        told = plain(answer, known)
        again = unplain(told, known)
        assert isinstance(again, Answer)
        assert again == answer
        assert again.verdict is verdict
        assert not [name for name in json.loads(told)["classes"] if name.startswith("bcm_formal.trust.verdict")]


class _Foreign:
    pass


@pytest.mark.parametrize("value", [len, _Foreign(), {1}, b"bytes", Path(), (1, [2]), lambda: 1, int])
def test_what_is_no_data_is_not_written(value: object) -> None:
    with pytest.raises(NotPlainError):
        plain((value,), {})


@pytest.mark.parametrize(
    "name",
    [
        "os:system",
        "builtins:eval",
        "builtins:list",
        "bcm_formal_elsewhere:X",
        "bcm_formal.api.run:check",
        "bcm_formal.trust.solvers:with_z3",
        "bcm_formal.api.run:Run",
        "bcm_formal.trust.proved:Memory",
        "bcm_formal.project.plain:import_module",
        "bcm_formal.project.plain:Path",
        "bcm_formal.model.expressions:nothing",
    ],
)
def test_what_is_no_data_is_not_made(name: str) -> None:
    text = json.dumps({"classes": [name], "rows": [["value", "echo"], [0, 0]]})
    with pytest.raises(ValueError, match="is no class of data"):
        unplain(text, {})
