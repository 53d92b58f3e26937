"""What shows that of two persons who differ in one attribute alone one is sooner at the goal, or neither is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bcm_formal.model.expressions import (
    TRUE,
    ClockTerm,
    Condition,
    Flag,
    Number,
    comparison,
    conjunction,
    negation,
    scaled,
    total,
)
from bcm_formal.model.types import Duration
from bcm_formal.system.questions import Pairs, question_of
from bcm_formal.system.state import Delay, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Act, ComparisonProof, PairProof, Region, StateSet, WaitFor, Way
from bcm_formal.trust.check import obligations_of
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import ReplayError, Trace
from tests.builders.loading import model_of
from tests.builders.small_policies import is_accepted

TEXT = """policy two "Two persons"
  time in years
layer all
actor office
attribute kin: yes or no, fixed
clock stay
status a in all
status g in all
status z in all
start in a
transition pass from a to g by office
  when stay at least (if kin then 2 years else 3 years)
transition drop from a to z by person
property sooner: better kin never delays g
property later: time to g does not depend on kin
property in_two: path to g within 2 years does not depend on kin
property in_three: path to g within 3 years does not depend on kin
property better_in_two: better kin never blocks g within 2 years
"""
KIN = Flag("kin")
OBSERVED, BOUND, STAY = "$observed_time", "$bound_of_time", "stay"
BEGINS = "$observed_time_begins"


@cache
def question(name: str) -> Pairs:
    model = model_of(TEXT)
    asked = question_of(TransitionSystem(model), model.property[name].sentence)
    assert isinstance(asked, Pairs)
    return asked


def course(*steps: str | int, kin: bool, bound: int | None = 2) -> Trace:
    """The life of somebody who may have a bound; a number is a wait."""
    taken: list[Step] = [Delay(step) if isinstance(step, int) else Take(step) for step in steps]
    clocks = (0, 0, 0) if bound is None else (0, 0, 0, bound)
    return Trace(State("a", (kin,), clocks), tuple(taken))


def years(number: int) -> Number:
    return Number(number, Duration())


def too_late(needed: int, bound: ClockTerm | Number) -> Condition:
    """Whoever must have stayed so long is then beyond the bound: what is left to wait is more than what is left."""
    left = total((bound, scaled(-1, ClockTerm(OBSERVED))))
    missing = total((years(needed), scaled(-1, ClockTerm(STAY))))
    return comparison(">", missing, left)


def trap(bound: ClockTerm | Number) -> StateSet:
    """Those who are too late, and those who were dropped."""
    over = comparison(">", ClockTerm(OBSERVED), bound)
    without = conjunction((negation(KIN), too_late(3, bound)))
    return StateSet((("a", without), ("g", over), ("z", TRUE)))


PAIR = PairProof(course(BEGINS, 2, "pass", kin=True), 1, course(BEGINS, kin=False), trap(ClockTerm(BOUND)))
LATER = PairProof(course(1, BEGINS, 1, "pass", kin=True, bound=1), 2, course(1, BEGINS, kin=False, bound=1), PAIR.trap)
IN_TWO = PairProof(
    course(BEGINS, 2, "pass", kin=True, bound=None), 1, course(BEGINS, kin=False, bound=None), trap(years(2))
)


@pytest.mark.parametrize(("name", "proof"), [("later", PAIR), ("later", LATER), ("in_two", IN_TWO)])
def test_a_pair_shows_that_one_is_sooner(name: str, proof: PairProof) -> None:
    assert is_accepted(Outcome.VIOLATED, proof, question(name))


@pytest.mark.parametrize(
    ("name", "proof", "complaint"),
    [
        ("later", replace(PAIR, index=0), "does not count"),
        ("later", replace(PAIR, index=2), "no time begins"),
        ("later", replace(LATER, index=1, twin=course(1, kin=False, bound=1)), "no time begins"),
        ("later", replace(PAIR, trace=course(BEGINS, 1, BEGINS, 1, "pass", kin=True)), "does not count"),
        ("later", replace(PAIR, trace=course(BEGINS, 3, "pass", kin=True)), "does not end at the goal"),
        ("later", replace(PAIR, twin=course(BEGINS, kin=False, bound=1)), "do not differ in `kin` alone"),
        ("later", replace(PAIR, twin=course(1, BEGINS, kin=False)), "do not differ in `kin` alone"),
        ("later", replace(PAIR, twin=course(BEGINS, kin=False, bound=3)), "do not differ in `kin` alone"),
        ("sooner", PAIR, "not the better one"),
        ("better_in_two", IN_TWO, "not the better one"),
        ("in_two", replace(IN_TWO, trace=course(BEGINS, 3, "pass", kin=True, bound=None)), "not end at the goal"),
        (
            "later",
            replace(PAIR, trace=course(BEGINS, 3, "pass", kin=True, bound=3), twin=course(BEGINS, kin=False, bound=3)),
            "does not end in the trap",
        ),
        ("in_three", replace(IN_TWO, trap=trap(years(3))), "does not end in the trap"),
    ],
)
def test_time_begins_where_both_differ_and_the_second_is_too_late(name: str, proof: PairProof, complaint: str) -> None:
    with pytest.raises(ReplayError, match=complaint):
        obligations_of(Outcome.VIOLATED, proof, question(name), None)


def test_a_trap_of_those_who_are_only_late_now_is_none() -> None:
    """The bound stands: a trap that forgets the time that runs is left by waiting."""
    early = StateSet((("a", conjunction((negation(KIN), comparison("<", ClockTerm(STAY), years(3))))), ("z", TRUE)))
    assert not is_accepted(Outcome.VIOLATED, replace(PAIR, trap=early), question("later"))
    reached = StateSet((*PAIR.trap.conditions[:1], ("g", TRUE), ("z", TRUE)))
    assert not is_accepted(Outcome.VIOLATED, replace(PAIR, trap=reached), question("later"))


# --- neither is ---

EVERYBODY = StateSet((("a", TRUE), ("g", TRUE), ("z", TRUE)))


def ways(bound: ClockTerm | Number) -> tuple[Region, ...]:
    """Whoever can stay long enough within the bound waits and passes."""
    in_time = comparison("<=", ClockTerm(OBSERVED), bound)
    rows = []
    for rank, (who, needed) in enumerate(((KIN, 2), (negation(KIN), 3))):
        long = comparison(">=", ClockTerm(STAY), years(needed))
        missing = total((years(needed), scaled(-1, ClockTerm(STAY))))
        rows.append(Region("a", conjunction((who, in_time, long)), 2 * rank + 1, (Way(Act("pass"), ()),)))
        can = conjunction((who, negation(too_late(needed, bound)), negation(long)))
        rows.append(Region("a", can, 2 * rank + 2, (Way(WaitFor(missing), (2 * rank,)),)))
    return tuple(rows)


def comparison_proof(bound: ClockTerm | Number) -> ComparisonProof:
    return ComparisonProof(EVERYBODY, ways(bound), trap(bound))


@pytest.mark.parametrize(
    ("name", "bound"), [("sooner", ClockTerm(BOUND)), ("better_in_two", years(2)), ("in_three", years(3))]
)
def test_ways_and_a_trap_show_that_nobody_is_sooner(name: str, bound: ClockTerm | Number) -> None:
    """Three years are enough for whoever begins now: that a year later they are not does not count."""
    assert is_accepted(Outcome.HOLDS, comparison_proof(bound), question(name))


def test_those_who_differ_in_their_time_are_seen() -> None:
    assert not is_accepted(Outcome.HOLDS, comparison_proof(ClockTerm(BOUND)), question("later"))
    assert not is_accepted(Outcome.HOLDS, comparison_proof(years(2)), question("in_two"))


def test_a_bound_that_is_not_the_one_asked_for_shows_nothing() -> None:
    assert not is_accepted(Outcome.HOLDS, comparison_proof(years(3)), question("better_in_two"))
    assert not is_accepted(Outcome.HOLDS, comparison_proof(years(2)), question("sooner"))


def test_the_time_may_not_begin_anew_on_a_way() -> None:
    """By setting the observer's clock to zero everybody would be in time."""
    bound = years(3)
    anew = Region("a", negation(KIN), 5, (Way(Act(BEGINS), (2, 3)),))
    proof = replace(comparison_proof(bound), regions=(*ways(bound), anew))
    assert not is_accepted(Outcome.HOLDS, proof, question("in_three"))
