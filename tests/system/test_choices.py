"""Values that are tried for what may be set to any: few, of the right type, and enough to tell all apart."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from bcm_formal.model.expressions import (
    AttributeTerm,
    Comparison,
    Condition,
    Flag,
    NamedTerm,
    Number,
    Operator,
    Scaled,
    Sum,
    Term,
    compare,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.types import (
    AttributeType,
    DurationChoice,
    Integer,
    Level,
    Range,
    Value,
    YesNo,
    admits,
    domain,
)
from bcm_formal.system.choices import FEW, MOST, TooManyChoicesError, distinguishing_choices, exact_choices
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.portfolio import decide
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_models import random_condition, random_model
from tests.builders.random_states import random_state

CASES = Path(__file__).parent.parent / "cases"


@pytest.mark.parametrize("seed", range(tries(150)))
def test_if_some_values_make_a_condition_true_then_some_of_those_tried_do(seed: int) -> None:
    draw = random.Random(seed)
    model = random_model(draw)
    interpreter, condition, state = Interpreter(model), random_condition(draw, model), random_state(draw, model)
    kinds = {item.name: item.kind for item in model.attributes if not isinstance(item.kind, Integer)}
    names = [item.name for item in model.attributes]

    def is_true(values: tuple[object, ...]) -> bool:
        chosen = dict(zip(kinds, values, strict=True))
        attributes = tuple(chosen.get(n, v) for n, v in zip(names, state.attributes, strict=True))
        return interpreter.holds(condition, state._replace(attributes=attributes))  # type: ignore[arg-type]

    tried = [tuple(choice.values()) for choice in distinguishing_choices(kinds, [condition])]
    everything = itertools.product(*(domain(kind) or () for kind in kinds.values()))
    assert all(admits(kinds[name], value) for choice in tried for name, value in zip(kinds, choice, strict=True))
    assert any(map(is_true, tried)) == any(map(is_true, everything))


YEARS = DurationChoice((12, 24, 36))
LONG = Range(1, 99)


def about(kind: AttributeType, sign: Operator, bound: int, name: str = "x") -> Condition:
    return Comparison(sign, AttributeTerm(name, kind), Number(bound, kind))


@pytest.mark.parametrize(
    ("kind", "sign", "bound", "tried"),
    [
        (YEARS, ">", 12, [12, 24]),
        (YEARS, "!=", 12, [12, 24]),
        (YEARS, "<=", 24, [12, 36]),
        (YEARS, ">=", 20, [12, 24]),
        (YEARS, "<", 30, [12, 36]),
        (YEARS, "=", 24, [12, 24, 36]),
        (YEARS, "=", 20, [12, 24]),
        (YEARS, "<=", 36, [12]),
        (LONG, ">=", 3, [1, 3]),
        (LONG, "<", 3, [1, 3]),
        (LONG, ">", 3, [1, 4]),
        (LONG, "<=", 3, [1, 4]),
        (LONG, "!=", 3, [1, 3, 4]),
        (LONG, ">=", -5, [1]),
        (LONG, "=", 99, [1, 99]),
        (LONG, ">", 99, [1]),
        (Level(("low", "middle", "high")), "=", 1, [0, 1, 2]),
        (Integer(), ">=", 3, [2, 3]),
        (Integer(), "<=", -3, [-3, -2]),
        (Integer(), "=", 3, [2, 3, 4]),
    ],
)
def test_of_values_between_which_a_comparison_does_not_change_one_is_tried(
    kind: AttributeType, sign: Operator, bound: int, tried: list[int]
) -> None:
    assert exact_choices({"x": kind}, [about(kind, sign, bound)]) == [{"x": value} for value in tried]


def test_what_is_not_read_has_one_value_and_what_is_said_under_a_name_is_read() -> None:
    kinds: dict[str, AttributeType] = {"x": YEARS, "ok": YesNo(), "no": YesNo(), "n": Integer()}
    named = Comparison(">=", NamedTerm("length", AttributeTerm("x", YEARS)), NamedTerm("limit", Number(13, YEARS)))
    assert list(distinguishing_choices(kinds, [conjunction((named, negation(Flag("ok"))))])) == [
        dict(zip(kinds, (length, is_ok, False, 0), strict=True)) for length in (12, 24) for is_ok in (False, True)
    ]
    assert list(distinguishing_choices({}, [named])) == exact_choices({}, [named]) == [{}]


def test_what_is_computed_with_is_tried_whole_if_it_is_small() -> None:
    small, large = Range(1, FEW), Range(0, FEW)
    for kind, tried in ((small, range(1, FEW + 1)), (large, (0, 20, FEW))):
        term = AttributeTerm("x", kind)
        read = [Comparison(">=", Scaled(2, term), Number(41, kind)), about(kind, ">=", 20)]
        assert [choice["x"] for choice in distinguishing_choices({"x": kind}, read)] == list(tried)
    kinds: dict[str, AttributeType] = {"other": small, "x": large}
    twice = [Comparison(">=", Sum((AttributeTerm("x", large), AttributeTerm("x", large))), Number(41, large))]
    assert exact_choices(kinds, twice) == "x"
    assert exact_choices(kinds, [about(large, ">=", 20)]) == [{"other": 1, "x": 0}, {"other": 1, "x": 20}]
    assert len(exact_choices({"x": small}, twice)) == FEW
    assert exact_choices({"n": Integer()}, [Comparison("=", AttributeTerm("n", Integer()), Number(0, Integer()))]) == [
        {"n": -1},
        {"n": 0},
        {"n": 1},
    ]
    unlimited = AttributeTerm("n", Integer())
    assert exact_choices({"n": Integer()}, [Comparison("=", Scaled(2, unlimited), Number(1, Integer()))]) == "n"


def test_values_that_are_compared_with_each_other_are_all_tried() -> None:
    low, high = Range(0, 3), Range(2, 4)
    read = Comparison("<", AttributeTerm("low", low), AttributeTerm("high", high))
    ways = [{"low": a, "high": b} for a in range(4) for b in range(2, 5)]
    assert exact_choices({"low": low, "high": high}, [read]) == ways


def test_numbers_without_bounds_are_tried_in_order() -> None:
    read = [about(Integer(), ">=", bound) for bound in (9, 2, 30)]
    assert exact_choices({"x": Integer()}, read) == [{"x": 1}, {"x": 2}, {"x": 9}, {"x": 30}]


def test_what_expressions_share_is_looked_at_once() -> None:
    term: Term = AttributeTerm("x", YEARS)
    for _ in range(60):
        term = Sum((term, term))
    assert len(exact_choices({"x": YEARS}, [Comparison(">=", term, Number(20, YEARS))])) == 3


def test_of_very_many_ways_that_matter_the_first_that_is_read_is_named() -> None:
    kinds: dict[str, AttributeType] = {"unread": LONG, **{f"x{number}": YesNo() for number in range(13)}}
    assert MOST == 2**12
    assert len(exact_choices(kinds, [Flag(f"x{number}") for number in range(12)])) == MOST
    assert exact_choices(kinds, [Flag(f"x{number}") for number in range(13)]) == "x0"


@pytest.mark.parametrize("seed", range(tries(200)))
def test_the_choices_stand_for_all_there_are(seed: int) -> None:
    """Whatever is built of the conditions by connectives: it is true of some value that is tried iff of any."""
    draw = random.Random(seed)
    others: list[AttributeType] = [Range(-3, 12), Level(("a", "b", "c")), Range(0, 1), DurationChoice((7,))]
    durations = tuple(sorted(draw.sample(range(1, 40), draw.randint(1, 6))))
    kinds: dict[str, AttributeType] = {"x": DurationChoice(durations), "y": draw.choice(others)}
    several: list[tuple[str, Operator, int]] = [
        (draw.choice("xy"), draw.choice(("=", "!=", "<", "<=", ">", ">=")), draw.randint(-5, 42)) for _ in range(4)
    ]
    read = disjunction(about(kinds[name], sign, bound, name) for name, sign, bound in several)
    tried = exact_choices(kinds, [read])
    assert isinstance(tried, list)

    def told_apart(choice: dict[str, Value]) -> tuple[bool, ...]:
        return tuple(compare(sign, choice[name], bound) for name, sign, bound in several)

    everything = itertools.product(*(domain(kind) or () for kind in kinds.values()))
    assert all(admits(kinds[name], value) for choice in tried for name, value in choice.items())
    assert {told_apart(choice) for choice in tried} == {told_apart({"x": x, "y": y}) for x, y in everything}


def test_what_nothing_reads_makes_no_choices() -> None:
    kinds = {f"k{number}": Range(0, 10**15) for number in range(1000)}
    assert len(list(distinguishing_choices(kinds, []))) == 1


BEGIN, END = (CASES / "any8v.bcm").read_text(encoding="utf-8").split("  when k0 at least 3\n")


@pytest.mark.parametrize("word", ["and", "or"])
@pytest.mark.parametrize("read", [1, 5, 12])
@pytest.mark.parametrize("largest", [9, 40])
def test_an_adverse_event_may_set_many_things_to_any_value(word: str, read: int, largest: int) -> None:
    when = "  when k0 at least 3" + "".join(f"\n   {word} k{number} at least 3" for number in range(1, read))
    model = model_of(BEGIN.replace("0 to 9", f"0 to {largest}") + when + "\n" + END)
    assert decide(TransitionSystem(model), model.properties[0]).outcome is Outcome.VIOLATED


def test_too_many_that_matter_are_refused() -> None:
    model = model_of(BEGIN + "  when k0 + k1 + k2 + k3 + k4 + k5 at least 3\n" + END)
    kinds = {attribute.name: attribute.kind for attribute in model.attributes}
    with pytest.raises(TooManyChoicesError):
        distinguishing_choices(kinds, [model.events[0].requirements[0].condition])
