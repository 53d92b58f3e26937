"""Printing an expression and reading it back keeps its meaning."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcm_formal.diagnostics import DiagnosticError
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
    Operator,
    Or,
    Rewriting,
    Scaled,
    Sum,
    Term,
    Truth,
    bare,
)
from bcm_formal.model.from_syntax.policy import condition_from_text, term_from_text
from bcm_formal.model.model import Model
from bcm_formal.model.to_text import condition_text, term_text, value_text
from bcm_formal.model.types import Choice, Date, Duration, DurationChoice, Integer, Level, Range, Type, YesNo, domain
from tests.builders.effort import tries
from tests.builders.example import policy
from tests.builders.loading import model_of

MODEL = model_of(
    policy(
        "attribute income: -9 to 9 JPY, starts any\nattribute debt: integer JPY, starts any\n"
        "parameter fee = 3 JPY\nparameter wait = 18 months\n"
        "parameter pace by sector: care 1 year, farming 2 years, fishing 30 months\n"
        "define ready = employed and level at least basic or money more than 3\n"
        "define late = today more than 2027-04-01\n"
        "score merit\n  5 when employed\n  -3 when level is none\n  2 when stay at least pace\n"
        "event move by person\n  when ready\n  unless late\n  set points = 1"
    )
)
LEVEL, SECTOR = MODEL.attribute["level"].kind, MODEL.attribute["sector"].kind
RANGE, GRANTED = MODEL.attribute["points"].kind, MODEL.attribute["granted"].kind
OPERATORS: tuple[Operator, ...] = ("=", "!=", "<=", "<", ">=", ">")
INCOME = MODEL.attribute["income"].kind
SMALL = st.integers(-40, 40)


def constants(kind: Type) -> st.SearchStrategy[Term]:
    match kind:
        case Level(labels) | Choice(labels):
            return st.integers(0, len(labels) - 1).map(lambda value: Number(value, kind))
        case _:
            return SMALL.map(lambda value: Number(value, kind))


def readings(kind: Type) -> st.SearchStrategy[Term]:
    """What can be read of a kind."""
    match kind:
        case Level():
            return st.just(AttributeTerm("level", kind))
        case Choice():
            return st.just(AttributeTerm("sector", kind))
        case Date():
            return st.just(ClockTerm("today"))
        case Integer("JPY"):
            (fee,) = (item.body for item in MODEL.parameters if item.name == "fee")
            named_fee = NamedTerm("fee", fee)  # type: ignore[arg-type]
            return st.sampled_from([AttributeTerm("income", INCOME), AttributeTerm("debt", kind), named_fee])
        case Duration():
            named = [NamedTerm(item.name, item.body) for item in MODEL.parameters if item.name != "fee"]  # type: ignore[arg-type]
            clocks = [ClockTerm(name) for name in ("stay", "away", "time_in_status")]
            return st.sampled_from([*clocks, *named, AttributeTerm("granted", GRANTED)])
        case _:
            merit = next(item for item in MODEL.definitions if item.name == "merit")
            score = NamedTerm("merit", merit.body)  # type: ignore[arg-type]
            return st.sampled_from([AttributeTerm("points", RANGE), AttributeTerm("money", Integer()), score])


def terms(kind: Type, conditions: st.SearchStrategy[Condition]) -> st.SearchStrategy[Term]:
    plain = readings(kind) | constants(kind)

    def larger(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        chosen = st.builds(Choose, conditions, inner, inner)
        match kind:
            case Choice():
                return chosen
            case Level():
                step = st.integers(-2, 2).map(lambda value: Number(value, Integer()))
                return chosen | st.builds(lambda term, by: Sum((term, by)), readings(kind), step)
            case Date():
                later = st.integers(-30, 30).map(lambda value: Number(value, Duration()))
                return chosen | st.builds(lambda term, by: Sum((term, by)), readings(kind), later)
            case _:
                sums = st.lists(inner, min_size=2, max_size=3).map(lambda parts: Sum(tuple(parts)))
                return chosen | sums | st.builds(Scaled, st.integers(-3, 3), inner)

    return st.recursive(plain, larger, max_leaves=4)


def comparisons(conditions: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    def of(kind: Type) -> st.SearchStrategy[Condition]:
        operators = ("=", "!=") if isinstance(kind, Choice) else OPERATORS
        side = terms(kind, conditions)
        ordered = st.builds(Comparison, st.sampled_from(operators), side, side)
        any_order = st.builds(Comparison, st.sampled_from(OPERATORS), readings(kind), constants(kind))
        return ordered | any_order

    return st.one_of([of(kind) for kind in (LEVEL, SECTOR, Duration(), Integer(), Integer("JPY"), Date())])


def conditions() -> st.SearchStrategy[Condition]:
    named = [NamedCondition(item.name, item.body) for item in MODEL.definitions if item.name != "merit"]  # type: ignore[arg-type]
    statuses = st.lists(st.sampled_from(["abroad", "worker", "trainee"]), unique=True)
    leaf: st.SearchStrategy[Condition] = (
        st.just(Flag("employed"))
        | st.builds(Truth, st.booleans())
        | st.sampled_from(named)
        | statuses.map(lambda chosen: InStatus(tuple(chosen)))
    )
    leaf = leaf | comparisons(leaf)

    def larger(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(inner, max_size=4).map(tuple)
        return (
            st.builds(Not, inner)
            | st.builds(And, several)
            | st.builds(Or, several)
            | st.builds(Implies, inner, inner)
            | comparisons(inner)
        )

    return st.recursive(leaf, larger, max_leaves=8)


def states() -> st.SearchStrategy[Rewriting]:
    """A reading of everything, under which a condition is a truth value."""

    def values(kind: Type) -> st.SearchStrategy[Term]:
        assert not isinstance(kind, YesNo)
        known = None if isinstance(kind, Duration | Date | Integer) else domain(kind)
        numbers = SMALL if known is None else st.sampled_from([int(value) for value in known])
        return numbers.map(lambda value: Number(value, kind))

    terms_of = {
        "level": values(LEVEL),
        "sector": values(SECTOR),
        "points": values(RANGE),
        "money": values(Integer()),
        "granted": values(GRANTED),
        "income": values(INCOME),
        "debt": values(Integer("JPY")),
        **{clock: values(Duration()) for clock in ("stay", "away", "time_in_status", "today")},
    }
    flags: st.SearchStrategy[dict[str, Condition]] = st.fixed_dictionaries(
        {"employed": st.builds(Truth, st.booleans())}
    )
    status = st.sampled_from(["abroad", "worker", "trainee"])
    return st.builds(Rewriting, st.fixed_dictionaries(terms_of), flags, status)


@settings(max_examples=tries(300))
@given(conditions(), states(), st.booleans())
def test_a_condition_printed_and_read_back_means_the_same(condition: Condition, state: Rewriting, expand: bool) -> None:
    text = condition_text(MODEL, condition, expand=expand)
    again = condition_from_text(MODEL, text)
    assert state.condition(condition) == state.condition(again), text


@settings(max_examples=tries(100))
@given(conditions())
def test_what_was_read_is_printed_as_it_was(condition: Condition) -> None:
    read = condition_from_text(MODEL, condition_text(MODEL, condition))
    text = condition_text(MODEL, read)
    assert text == condition_text(MODEL, condition_from_text(MODEL, text))


@settings(max_examples=tries(100))
@given(terms(Duration(), st.just(Flag("employed"))), states())
def test_a_duration_printed_and_read_back_means_the_same(term: Term, state: Rewriting) -> None:
    again = term_from_text(MODEL, term_text(MODEL, term), Duration())
    expected, actual = bare(state.term(term)), bare(state.term(again))
    assert isinstance(expected, Number)
    assert isinstance(actual, Number)
    assert expected.value == actual.value


@pytest.mark.parametrize(
    "text",
    [
        "level at least basic",
        "next level is good",
        "previous level is none",
        "sector is one of care, farming",
        "not employed",
        "stay at least 18 months",
        "stay - away at most 2 years",
        "2 years - stay at least 6 months",
        "stay at least away + 6 months",
        "3 * points + money at most 12",
        "income + 2 * debt at most fee",
        "5 JPY - 3 * income at least -2 JPY",
        "income is one of 3 JPY, 4 JPY",
        "5 - 3 * points at least 0",
        "today at least 2027-04-01",
        "today at most 2027-04-01 + stay",
        "granted is 3 years",
        "stay at least granted - 1 month",
        "in abroad, worker and (employed or money more than 3)",
        "employed implies in worker implies money is -2",
        "stay at least (if employed then 1 year else 2 years)",
        "stay at least (larger of time_in_status and 2 years)",
        "(smaller of stay and time_in_status) at least 1 year",
        "points at least (smaller of points + 1 and 3 * points)",
        "stay at least wait and merit at least 5",
        "ready or late",
        "not (employed and in worker)",
        "(employed and in worker) or (level is good and not late)",
        "yes",
        "no",
    ],
)
def test_canonical_words_stay_as_they_are(text: str) -> None:
    assert text == condition_text(MODEL, condition_from_text(MODEL, text))


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("stay at least wait", "stay at least 18 months"),
        ("ready", "(employed and level at least basic) or money more than 3"),
        ("not late", "not today more than 2027-04-01"),
        (
            "stay at least pace",
            "stay at least (if sector is care then 1 year else if sector is farming then 2 years else 30 months)",
        ),
    ],
)
def test_certificates_write_names_out(text: str, expanded: str) -> None:
    assert expanded == condition_text(MODEL, condition_from_text(MODEL, text), expand=True)


def test_a_known_status_folds_tests_of_the_status() -> None:
    expected = condition_from_text(MODEL, "employed")
    assert expected == condition_from_text(MODEL, "in worker and employed", "worker")
    assert Truth(False) == condition_from_text(MODEL, "in worker and employed", "abroad")


@pytest.mark.parametrize("text", ["levle is good", "stay", "stay at least 6", "employed and", "", "5 is level"])
def test_words_that_are_no_condition_are_refused(text: str) -> None:
    with pytest.raises(DiagnosticError):
        condition_from_text(MODEL, text)


def test_wide_disjunctions_are_printed_without_recursion() -> None:
    stay, away = ClockTerm("stay"), ClockTerm("away")
    region = And((Flag("employed"), Comparison("<=", Sum((stay, Scaled(-1, away))), Number(3, Duration()))))
    condition: Condition = region
    for _ in range(20_000):
        condition = Or((condition, Not(region)))
    assert condition_text(MODEL, condition).count("not (") == 20_000


def test_hundreds_of_regions_are_read_back() -> None:
    text = " or ".join(f"(stay - away at most {months} months and in worker)" for months in range(300))
    read = condition_from_text(MODEL, text)
    assert isinstance(read, Or)
    assert len(read.conditions) == 300


def test_long_scores_and_conjunctions_are_read_back() -> None:
    lines = "\n".join(f"  {points} when money is {points}" for points in range(1, 400))
    model = model_of(policy(f"score merit\n{lines}\nevent move by person\n  when merit at least 3"))
    for text in ("merit at least 3", " and ".join(f"(stay - away at most {steps} months)" for steps in range(300))):
        condition = condition_from_text(model, text)
        written = condition_text(model, condition, expand=True)
        assert written == condition_text(model, condition_from_text(model, written), expand=True)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (YesNo(), True, "yes"),
        (LEVEL, 2, "good"),
        (LEVEL, 4, "next next good"),
        (LEVEL, -1, "previous none"),
        (SECTOR, 1, "farming"),
        (GRANTED, 36, "3 years"),
        (Duration(), 7, "7 months"),
        (Date(), 12, "2027-04-01"),
        (Date(), -10_000_000, "(2026-04-01 - 10000000 months)"),
        (RANGE, 3, "3"),
        (Integer(), -3, "-3"),
    ],
)
def test_values_are_written_in_the_words_of_their_type(kind: Type, value: int, expected: str) -> None:
    assert expected == value_text(MODEL, kind, value)


def test_the_model_of_these_tests_has_every_type() -> None:
    kinds = {type(attribute.kind) for attribute in MODEL.attributes}
    assert kinds == {Level, Choice, YesNo, Range, Integer, DurationChoice}
    assert isinstance(MODEL, Model)


@pytest.mark.parametrize(
    "words",
    [
        "stay at least 18 months",
        "stay at least 24 months",
        "stay at least 2 years",
        "stay at least time_in_status + 12 months",
        "employed and stay less than 36 months",
        "stay at most (if employed then 24 months else 1 year)",
    ],
)
def test_a_duration_in_a_condition_keeps_the_unit_that_it_is_written_in(words: str) -> None:
    assert condition_text(MODEL, condition_from_text(MODEL, words)) == words


@pytest.mark.parametrize(
    "condition",
    [
        Comparison("<=", ClockTerm("stay"), ClockTerm("today")),
        Comparison("<=", ClockTerm("stay"), Sum((ClockTerm("today"), Number(31, Duration())))),
        Comparison(">", Sum((ClockTerm("today"), Number(-2, Duration()))), Sum((ClockTerm("stay"), ClockTerm("away")))),
        Comparison("<=", Sum((Scaled(2, ClockTerm("stay")), Number(3, Duration()))), ClockTerm("today")),
    ],
)
def test_what_clocks_show_is_compared_with_today_from_the_first_day_on(condition: Condition) -> None:
    read = condition_from_text(MODEL, condition_text(MODEL, condition))
    for today in range(-5, 40, 3):
        for stay in range(0, 40, 7):
            state = {"today": today, "stay": stay, "away": 4}
            shown = Rewriting({name: Number(steps, Duration()) for name, steps in state.items()}, {})
            assert shown.condition(read) == shown.condition(condition), (today, stay)
