"""Evidence made by hand: what it may rely on, and what it may not do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    AttributeTerm,
    ClockTerm,
    Condition,
    Flag,
    Number,
    Operator,
    Term,
    comparison,
    conjunction,
    negation,
    scaled,
    total,
)
from bcm_formal.model.model import Model
from bcm_formal.model.types import Duration, Range
from bcm_formal.system.help import Help
from bcm_formal.system.questions import Path, Question, Safety, question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Act, InvariantProof, PathProof, Region, StateSet, WaitFor, Way
from bcm_formal.trust.check import obligations_of
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.obligations import MalformedCertificateError
from tests.builders.loading import model_of
from tests.builders.small_policies import is_accepted

TEXT = """policy rely "What can be relied on"
  time in years
layer all
actor office
attribute n: 0 to 2, starts 1
attribute ok: yes or no, starts no
attribute pick: 0 to 3, starts 0
status a in all
  at most 2 years, then d
status b in all
status c in all
status d in all
start in a
transition go from a to b by person
  when n is 1
transition on from b to c by person
  when n is 1
event grow in d by person
  when n less than 2
  set n = n + 1
event choose in d by person
  set pick = any
  set ok = any
transition back from d to b by person
  when n is 2
transition rise from d to c by person
  when pick is 3
  and ok
transition office_rise from d to c by office
property reach: every person in a can reach c
property from_d: every person in d can reach c by person
property back_to_b: every person in d can reach b
property first: d only after ok
property not_ok: every person in c has ok
"""
N, PICK = AttributeTerm("n", Range(0, 2)), AttributeTerm("pick", Range(0, 3))
TIME = ClockTerm("time_in_status")


def number(value: int) -> Number:
    return Number(value, Range(0, 3))


def years(value: int) -> Number:
    return Number(value, Duration())


def n(operator: Operator, value: int) -> Condition:
    return comparison(operator, N, number(value))


@cache
def model() -> Model:
    return model_of(TEXT)


@cache
def question(name: str) -> Question:
    return question_of(TransitionSystem(model()), model().property[name].sentence)


def states(**conditions: Condition) -> StateSet:
    return StateSet(tuple(conditions.items()))


ALL = states(a=TRUE, b=TRUE, c=TRUE, d=TRUE)
ONE = states(a=n("=", 1), b=TRUE, c=TRUE, d=TRUE)


def shown(name: str, invariant: StateSet, *regions: Region) -> bool:
    return is_accepted(Outcome.HOLDS, PathProof(invariant, regions), question(name))


def act(rule: str, *into: int, **choices: Condition | Term) -> Way:
    return Way(Act(rule, tuple(choices.items())), into)


def wait(length: Term, *into: int) -> Way:
    return Way(WaitFor(length), into)


# --- what it may rely on ---


def test_ways_begin_within_the_invariant() -> None:
    regions = (Region("a", TRUE, 2, (act("go", 1),)), Region("b", n("=", 1), 1, (act("on"),)))
    assert shown("reach", ONE, *regions)
    assert not shown("reach", ALL, *regions)


def test_a_way_leads_into_a_region_of_the_status_it_comes_to() -> None:
    on = Region("b", n("=", 1), 1, (act("on"),))
    assert not shown(
        "reach", ONE, Region("a", TRUE, 2, (act("go", 1),)), replace(on, status="d", ways=(act("office_rise"),))
    )
    elsewhere = Region("d", TRUE, 0, (act("office_rise"),))
    assert shown("reach", ONE, Region("a", TRUE, 2, (act("go", 2, 1),)), on, elsewhere)


def test_nobody_within_the_invariant_is_as_is_forbidden() -> None:
    never = Safety(TransitionSystem(model()), {"c": n("=", 0)})
    grown = n(">=", 1)
    assert is_accepted(Outcome.HOLDS, InvariantProof(states(a=grown, b=grown, c=grown, d=grown)), never)
    assert not is_accepted(Outcome.HOLDS, InvariantProof(states(a=grown, b=grown, c=TRUE, d=grown)), never)


def test_whoever_is_at_the_goal_needs_no_way() -> None:
    asked = replace_actors("from_d", None)
    assert is_accepted(Outcome.HOLDS, PathProof(ALL, ()), replace(asked, origin={"c": TRUE}))
    assert not is_accepted(Outcome.HOLDS, PathProof(ALL, ()), replace(asked, origin={"d": TRUE}))


def test_whoever_is_not_spoken_of_needs_no_way() -> None:
    regions = (Region("d", TRUE, 1, (act("office_rise"),)),)
    assert not shown("reach", ONE, *regions)
    assert is_accepted(Outcome.HOLDS, PathProof(ALL, regions), replace_actors("from_d", None))


def replace_actors(name: str, actors: tuple[str, ...] | None) -> Path:
    asked = question(name)
    assert isinstance(asked, Path)
    return replace(asked, help=Help(actors))


def test_an_invariant_need_survive_only_steps_of_those_it_speaks_of() -> None:
    invariant = states(a=negation(Flag("ok")), b=TRUE, c=TRUE)
    within = states(a=negation(Flag("ok")), b=negation(Flag("ok")), c=negation(Flag("ok")))
    assert not is_accepted(Outcome.HOLDS, InvariantProof(invariant), question("first"))
    assert not is_accepted(Outcome.HOLDS, InvariantProof(within), question("first"))
    asked = question_of(TransitionSystem(other()), other().property["first"].sentence)
    assert is_accepted(Outcome.HOLDS, InvariantProof(states(a=TRUE, b=TRUE)), asked)
    assert not is_accepted(Outcome.HOLDS, InvariantProof(states(b=TRUE)), asked)


@cache
def other() -> Model:
    """In which nobody comes to c without ok; who has it may."""
    return model_of("""policy other "Only after"
  time in years
layer all
attribute ok: yes or no, starts any
status a in all
status b in all
status c in all
start in a
transition go from a to b by person
event get in b by person
  set ok = yes
transition on from b to c by person
  when ok
property first: c only after ok
""")


# --- starts and steps of an invariant ---

STARTS = """policy starts "Where lives begin"
  time in years
layer all
attribute sure: yes or no, starts yes
attribute off: yes or no, starts no
attribute n: -2 to 2, starts -1
attribute free: 0 to 2, starts any
clock given
clock anything
  starts any
status a in all
status b in all
start in a
start in b
  with free is 1
event raise in b by person
  when n is -1
  set n = 1
transition on from a to b by person
  when free is 1
  set n = 0
property x: no person in a with off
property only: a with n is 2 only after in b and n is -1
"""


@pytest.mark.parametrize(
    ("a", "b", "is_one"),
    [
        ("sure", "sure", True),
        ("off", "sure", False),
        ("not sure", "sure", False),
        ("not off", "not off", True),
        ("sure and not off", "not off and sure", True),
        ("n is -1", "n at most 1", True),
        ("n is 1", "n at most 1", False),
        ("n is 0", "n at most 1", False),
        ("n is -1", "n is 0 or n is -1", False),
        ("n is -1", "n is 0 or n is 1", False),
        ("free at least 0", "free is 1", True),
        ("free is 1", "free is 1", False),
        ("free at least 0", "free is 2", False),
        ("given at most time_in_status", "given at least time_in_status", True),
        ("given at most 0 years", "given at least 0 years", False),
        ("anything at most 0 years", "anything at least 0 years", False),
        ("anything at least 0 years", "anything at least 0 years", True),
    ],
)
def test_an_invariant_holds_at_every_start_and_survives_every_step(a: str, b: str, is_one: bool) -> None:
    """The sets are read off properties of the same policy."""
    text = f"{STARTS}property a: no person in a with not ({a})\nproperty b: no person in b with not ({b})\n"
    system = TransitionSystem(model_of(text))
    sets = {}
    for status in ("a", "b"):
        asked = question_of(system, system.model.property[status].sentence)
        assert isinstance(asked, Safety)
        sets[status] = negation(asked.bad[status])
    assert is_one == is_accepted(Outcome.HOLDS, InvariantProof(states(**sets)), Safety(system, {}))


def test_whoever_starts_where_it_is_all_over_need_not_be_in_the_invariant() -> None:
    """Along this, nobody is in b with n = -1."""
    system = TransitionSystem(model_of(STARTS))
    asked = question_of(system, system.model.property["only"].sentence)
    assert isinstance(asked, Safety)
    low = comparison("=", AttributeTerm("n", Range(-2, 2)), Number(-1, Range(-2, 2)))
    assert is_accepted(Outcome.HOLDS, InvariantProof(states(a=low, b=negation(low))), asked)
    assert not is_accepted(Outcome.HOLDS, InvariantProof(states(a=low, b=negation(low))), replace(asked, along=None))
    assert not is_accepted(Outcome.HOLDS, InvariantProof(states(a=low)), asked)  # on, which makes it another n
    assert not is_accepted(Outcome.HOLDS, InvariantProof(states(b=TRUE)), asked)


# --- measures ---


def growing(measure: Term | None, *, into: int = 0) -> tuple[Region, ...]:
    """Whoever is in d grows until n is 2 and goes back to b."""
    return (
        Region("d", n("<=", 1), 2, (act("grow", into, 1),), measure),
        Region("d", n("=", 2), 1, (act("back"),)),
    )


@pytest.mark.parametrize(
    ("measure", "falls"),
    [
        (total((number(2), scaled(-1, N))), True),
        (total((number(1), scaled(-1, N))), True),
        (total((number(0), scaled(-1, N))), False),  # below zero where it goes on
        (N, False),
        (number(7), False),
    ],
)
def test_a_measure_falls_and_is_not_negative(measure: Term, falls: bool) -> None:
    assert falls == shown("back_to_b", ALL, *growing(measure))


@pytest.mark.parametrize("measure", [None, number(0)])
def test_the_rank_may_not_stay_without_a_measure_of_both(measure: Term | None) -> None:
    first, second = growing(total((number(2), scaled(-1, N))))
    regions = (replace(first, measure=measure, ways=(act("grow", 1),)), replace(second, rank=2))
    with pytest.raises(MalformedCertificateError, match="of rank 2 leads into region 1 of rank 2"):
        obligations_of(Outcome.HOLDS, PathProof(ALL, regions), question("back_to_b"), None)


def test_the_rank_may_not_go_up() -> None:
    first, second = growing(None)
    regions = (replace(first, rank=0, measure=number(1), ways=(act("grow", 1),)), replace(second, measure=number(0)))
    with pytest.raises(MalformedCertificateError, match="of rank 0 leads into region 1 of rank 1"):
        obligations_of(Outcome.HOLDS, PathProof(ALL, regions), question("back_to_b"), None)


@pytest.mark.parametrize("into", [-1, 2])
def test_a_way_leads_into_a_region_that_there_is(into: int) -> None:
    with pytest.raises(MalformedCertificateError, match=f"leads into region {into}, which is none"):
        obligations_of(Outcome.HOLDS, PathProof(ALL, growing(N, into=into)), question("back_to_b"), None)


# --- moves ---


@pytest.mark.parametrize(
    ("ways", "leads"),
    [
        ((act("choose", 1, pick=number(3), ok=TRUE),), True),
        ((act("choose", 1, pick=number(3), ok=FALSE),), False),
        ((act("choose", 1, pick=number(2), ok=TRUE),), False),
        ((act("choose", 1, pick=number(4), ok=TRUE),), False),
        ((act("choose", 1, pick=number(3), ok=FALSE), act("choose", 1, pick=number(3), ok=TRUE)), True),
        ((act("choose", 1, pick=total((PICK, number(1))), ok=n(">=", 0)),), False),
        ((act("choose", 0, pick=number(3), ok=TRUE),), None),
        ((act("office_rise"),), None),
        ((act("choose", 1, pick=number(3)),), None),
        ((act("choose", 1, pick=number(3), ok=TRUE, n=number(1)),), None),
        ((act("choose", 1, pick=TRUE, ok=TRUE),), None),
        ((act("choose", 1, pick=number(3), ok=number(1)),), None),
        ((act("choose", 1, pick=AttributeTerm("nothing", Range(0, 3)), ok=TRUE),), None),
        ((act("choose", 1, pick=number(3), ok=Flag("nothing")),), None),
        ((act("go", 1),), None),
        ((act("a_limit", 1),), None),
        ((act("nothing", 1),), None),
        ((wait(ClockTerm("nothing"), 1),), None),
        ((), False),
    ],
)
def test_a_move_is_one_that_may_be_taken_with_what_is_chosen(ways: Sequence[Way], leads: bool | None) -> None:
    regions = (
        Region("d", TRUE, 2, tuple(ways)),
        Region("d", conjunction((comparison("=", PICK, number(3)), Flag("ok"))), 1, (act("rise"),)),
    )
    if leads is None:
        with pytest.raises(MalformedCertificateError):
            obligations_of(Outcome.HOLDS, PathProof(ALL, regions), question("from_d"), None)
    else:
        assert leads == shown("from_d", ALL, *regions)


@pytest.mark.parametrize(("pick", "leads"), [(0, True), (3, True), (4, False), (-1, False)])
def test_what_is_chosen_is_of_its_type(pick: int, leads: bool) -> None:
    choice = act("choose", 1, pick=Number(pick, Range(-9, 9)), ok=TRUE)
    regions = (Region("d", negation(Flag("ok")), 2, (choice,)), Region("d", Flag("ok"), 1, (act("office_rise"),)))
    assert leads == is_accepted(Outcome.HOLDS, PathProof(ALL, regions), replace_actors("from_d", None))


@pytest.mark.parametrize(
    ("length", "leads"),
    [
        (years(0), False),
        (years(1), False),
        (years(2), False),
        (total((years(2), scaled(-1, TIME))), True),
        (total((years(1), scaled(-1, TIME))), False),
        (total((years(3), scaled(-1, TIME))), False),
        (scaled(-1, TIME), False),
    ],
)
def test_a_wait_is_as_long_as_limits_allow_and_not_negative(length: Term, leads: bool) -> None:
    """Whoever is in a waits until the limit runs out, and comes to d."""
    limit = model().limits[0].name
    regions = (
        Region("a", TRUE, 3, (wait(length, 1),)),
        Region("a", comparison("=", TIME, years(2)), 2, (act(limit, 2),)),
        Region("d", TRUE, 1, (act("office_rise"),)),
    )
    within = states(a=comparison("<=", TIME, years(2)), b=TRUE, c=TRUE, d=TRUE)
    assert leads == shown("reach", within, *regions)


@pytest.mark.parametrize(("until", "leads"), [(2, True), (3, False), (9, False)])
def test_no_time_passes_beyond_a_limit(until: int, leads: bool) -> None:
    limit = model().limits[0].name
    regions = (
        Region("a", TRUE, 3, (wait(total((years(until), scaled(-1, TIME))), 1),)),
        Region("a", comparison(">=", TIME, years(2)), 2, (act(limit, 2),)),
        Region("d", TRUE, 1, (act("office_rise"),)),
    )
    within = states(a=comparison("<=", TIME, years(2)), b=TRUE, c=TRUE, d=TRUE)
    assert leads == shown("reach", within, *regions)


def test_no_wait_leads_back() -> None:
    late, first = comparison(">=", TIME, years(1)), comparison("=", TIME, years(0))
    go = (Region("a", first, 2, (act("go", 1),)), Region("b", n("=", 1), 1, (act("on"),)))
    assert shown("reach", ONE, *go, Region("a", late, 3, (act("go", 1),)))
    assert not shown("reach", ONE, *go, Region("a", late, 3, (wait(scaled(-1, TIME), 0),)))


def test_a_limit_acts_no_sooner_than_at_its_bound() -> None:
    limit = model().limits[0].name
    regions = (Region("a", TRUE, 2, (act(limit, 1),)), Region("d", TRUE, 1, (act("office_rise"),)))
    assert not shown("reach", ALL, *regions)


# --- what is not of the model ---


@pytest.mark.parametrize(
    "invariant",
    [
        states(nowhere=TRUE),
        states(a=Flag("nothing")),
        states(a=comparison("=", ClockTerm("nothing"), years(0))),
        states(a=comparison("=", AttributeTerm("nothing", Range(0, 2)), number(0))),
    ],
)
def test_sets_are_of_the_model(invariant: StateSet) -> None:
    with pytest.raises(MalformedCertificateError):
        obligations_of(Outcome.HOLDS, InvariantProof(invariant), question("not_ok"), None)


@pytest.mark.parametrize(
    "region",
    [
        Region("nowhere", FALSE, 1, ()),
        Region("d", Flag("nothing"), 1, (act("rise"),)),
        Region("d", FALSE, 1, (act("rise"),), ClockTerm("nothing")),
        Region("d", Flag("nothing"), 1, (act("rise"),), N),
    ],
)
def test_regions_are_of_the_model(region: Region) -> None:
    with pytest.raises(MalformedCertificateError):
        obligations_of(Outcome.HOLDS, PathProof(ALL, (region,)), question("from_d"), None)


def test_there_are_not_endlessly_many_regions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bcm_formal.trust.obligations.MAX_REGIONS", 3)
    region = Region("d", FALSE, 1, (act("rise"),))
    assert obligations_of(Outcome.HOLDS, PathProof(ALL, (region,) * 3), question("from_d"), None) is not None
    with pytest.raises(MalformedCertificateError, match="more than 3 regions"):
        obligations_of(Outcome.HOLDS, PathProof(ALL, (region,) * 4), question("from_d"), None)
