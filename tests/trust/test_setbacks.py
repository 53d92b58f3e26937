"""What shows that a goal is reached although setbacks hit, or is not: each thing that is asked for by itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bcm_formal.model.expressions import (
    TRUE,
    AttributeTerm,
    ClockTerm,
    Condition,
    Flag,
    Number,
    Operator,
    comparison,
    conjunction,
    negation,
)
from bcm_formal.model.model import Model
from bcm_formal.model.types import Duration, Range
from bcm_formal.system.help import Help
from bcm_formal.system.questions import Robust, question_of
from bcm_formal.system.state import Delay, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Act, Region, SetbackProof, StateSet, StrategyProof, WaitFor, Way
from bcm_formal.trust.check import obligations_of
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.obligations import MalformedCertificateError
from bcm_formal.trust.solvers import discharge
from bcm_formal.trust.trace import ReplayError, Trace
from tests.builders.loading import model_of
from tests.builders.small_policies import is_accepted

# --- withstanding them ---

STEERED = """policy steered "What can be steered"
  time in years
layer all
actor office
attribute n: 0 to 2, starts 0
attribute lost: 0 to 1, starts 0
attribute pick: 0 to 3, starts 0
status a in all
status b in all
status g in all
status z in all
start in a
transition go from a to b by person
transition on from b to g by person
transition help from a to g by office
transition up from z to g by person
event hit in a by office, adverse
  set lost = lost + 1
  set pick = any
transition throw from b to z by office, adverse
  when n less than 2
transition ruin from b to a by office, adverse
  when n is 2
property none: every person in a can reach g despite 1 adverse events
"""


@cache
def model(text: str) -> Model:
    return model_of(text)


@cache
def asked(text: str, setbacks: int, actors: tuple[str, ...] | None = None) -> Robust:
    found = question_of(TransitionSystem(model(text)), model(text).properties[0].sentence)
    assert isinstance(found, Robust)
    return replace(found, setbacks=setbacks, help=Help(actors, adverse=False))


def compared(name: str, operator: Operator, value: int) -> Condition:
    kind = next(item.kind for text in (STEERED, FALLEN) for item in model(text).attributes if item.name == name)
    return comparison(operator, AttributeTerm(name, kind), Number(value, Range(-3, 3)))


def states(**conditions: Condition) -> StateSet:
    return StateSet(tuple(conditions.items()))


def both(*parts: Condition) -> Condition:
    return conjunction(parts)


def act(rule: str, *into: int) -> Way:
    return Way(Act(rule), into)


def typed() -> Condition:
    """Nothing but what the types allow, for once written down."""
    return both(compared("lost", "<=", 1), compared("pick", "<=", 3), compared("pick", ">=", 0))


ALL = states(a=TRUE, b=TRUE, g=TRUE, z=TRUE)
WAY = (Region("a", TRUE, 2, (act("go", 1),)), Region("b", TRUE, 1, (act("on"),)))
UP = Region("z", TRUE, 1, (act("up"),))
FULL = (*WAY, UP)


def withstands(question: Robust, *layers: tuple[Region, ...], calm: StateSet = ALL, invariant: StateSet = ALL) -> bool:
    return is_accepted(Outcome.HOLDS, StrategyProof(invariant, (calm,) * len(layers), layers), question)


def test_setbacks_lead_into_the_layer_below() -> None:
    assert withstands(asked(STEERED, 1), FULL, FULL)
    assert withstands(asked(STEERED, 1), FULL, WAY)
    assert not withstands(asked(STEERED, 1), WAY, FULL)
    assert not withstands(asked(STEERED, 1), WAY, WAY)


def test_the_layer_below_is_the_next_one() -> None:
    assert withstands(asked(STEERED, 2), FULL, FULL, WAY)
    assert not withstands(asked(STEERED, 2), FULL, WAY, FULL)
    assert not withstands(asked(STEERED, 2), WAY, FULL, FULL)


def test_a_single_layer_stands_for_all() -> None:
    assert withstands(asked(STEERED, 7), FULL)
    assert not withstands(asked(STEERED, 7), WAY)
    assert not withstands(asked(STEERED, 1), WAY)


def test_without_setbacks_nothing_need_be_withstood() -> None:
    assert withstands(asked(STEERED, 0), WAY)


@pytest.mark.parametrize(
    ("setbacks", "layers", "calm"), [(2, 2, 2), (1, 3, 3), (0, 2, 2), (1, 2, 1), (1, 1, 2), (1, 0, 0)]
)
def test_there_are_as_many_layers_as_setbacks_may_leave(setbacks: int, layers: int, calm: int) -> None:
    proof = StrategyProof(ALL, (ALL,) * calm, (FULL,) * layers)
    with pytest.raises(MalformedCertificateError, match="layers for"):
        obligations_of(Outcome.HOLDS, proof, asked(STEERED, setbacks), None)


def test_setbacks_are_withstood_within_the_invariant_and_where_it_is_calm() -> None:
    """Whoever has two n is thrown back to a, which only the layer above knows; nobody has so many."""
    none = states(a=compared("n", "=", 0), b=compared("n", "=", 0), g=TRUE, z=TRUE)
    quiet = replace_guard_of_hit()
    below, above = (UP,), WAY
    assert is_accepted(Outcome.HOLDS, StrategyProof(none, (ALL, ALL), (below, above)), quiet)
    assert not is_accepted(Outcome.HOLDS, StrategyProof(ALL, (ALL, ALL), (below, above)), quiet)
    calm = states(a=TRUE, b=compared("n", "=", 0), g=TRUE, z=TRUE)
    assert not is_accepted(Outcome.HOLDS, StrategyProof(ALL, (ALL, calm), (below, above)), quiet)
    some = (WAY[0], replace(WAY[1], condition=compared("n", "=", 0)))
    assert not is_accepted(Outcome.HOLDS, StrategyProof(ALL, (ALL, calm), (below, some)), quiet)


def test_what_hits_elsewhere_need_not_be_withstood() -> None:
    """Whoever has two n is thrown back to a, but the way of those without n is calm."""
    few = compared("n", "=", 0)
    way = tuple(replace(region, condition=few) for region in WAY)
    question = replace(replace_guard_of_hit(), origin={"a": few})
    assert is_accepted(Outcome.HOLDS, StrategyProof(ALL, (ALL, states(a=few, b=few)), ((UP,), way)), question)
    assert not is_accepted(Outcome.HOLDS, StrategyProof(ALL, (ALL, states(a=few, b=TRUE)), ((UP,), way)), question)


def replace_guard_of_hit() -> Robust:
    text = STEERED.replace("event hit in a by", "event hit in g by")
    return asked(text, 1)


def test_a_setback_sets_values_of_their_type() -> None:
    """What is out of range cannot happen, and any value is one of the type."""
    low = tuple(replace(region, condition=typed()) for region in FULL)
    assert withstands(asked(STEERED, 1), low, FULL)
    lower = (replace(low[0], condition=both(typed(), compared("lost", "=", 0))), *low[1:])
    assert not withstands(asked(STEERED, 1), lower, FULL)
    once = (replace(low[0], condition=both(typed(), compared("lost", "=", 1))), *low[1:])
    nobody_ruined = states(a=compared("n", "=", 0), b=compared("n", "=", 0), g=TRUE, z=TRUE)
    assert withstands(asked(STEERED, 1), once, FULL, invariant=nobody_ruined)
    assert not withstands(asked(STEERED, 1), lower, FULL, invariant=nobody_ruined)
    fewer = (replace(low[0], condition=compared("pick", "<=", 2)), *low[1:])
    assert not withstands(asked(STEERED, 1), fewer, FULL)


@pytest.mark.parametrize(
    ("actors", "way", "is_allowed"),
    [
        (None, act("help"), True),
        (("office", "law"), act("help"), True),
        (("person", "law"), act("help"), False),
        (("person", "law"), act("hit", 0), False),
        (None, act("hit", 0), False),
    ],
)
def test_the_way_is_taken_by_help_that_is_asked_for_and_never_by_a_setback(
    actors: tuple[str, ...] | None, way: Way, is_allowed: bool
) -> None:
    regions = (Region("a", TRUE, 1, (way,)),)
    proof = StrategyProof(ALL, (ALL,), (regions,))
    question = asked(STEERED, 0, actors)
    if is_allowed:
        assert is_accepted(Outcome.HOLDS, proof, question)
    else:
        with pytest.raises(MalformedCertificateError, match="no move that the path may take"):
            obligations_of(Outcome.HOLDS, proof, question, None)


TIME = ClockTerm("time_in_status")


def time(operator: Operator, value: int) -> Condition:
    return comparison(operator, TIME, Number(value, Duration()))


@pytest.mark.parametrize(
    ("calm", "is_calm"),
    [(TRUE, True), (time("<=", 2), True), (time("!=", 1), False), (time("!=", 0), False), (time("!=", 2), False)],
)
def test_ways_touch_calm_states_alone_while_time_passes_too(calm: Condition, is_calm: bool) -> None:
    waiting = (
        Region("a", time("=", 0), 3, (Way(WaitFor(Number(2, Duration())), (1,)),)),
        Region("a", time("=", 2), 2, (act("go", 2),)),
        Region("b", TRUE, 1, (act("on"),)),
    )
    question = replace(asked(STEERED, 0), origin={"a": time("=", 0)})
    assert is_calm == withstands(question, waiting, calm=states(a=calm, b=TRUE))


def test_at_the_goal_it_need_not_be_calm() -> None:
    waiting = (Region("a", time("=", 0), 1, (Way(WaitFor(Number(2, Duration())), ()),)),)
    question = replace(asked(STEERED, 0), origin={"a": time("=", 0)}, goal={"a": time("=", 2)})
    assert withstands(question, waiting, calm=states(a=time("<=", 1)))
    assert not withstands(question, waiting, calm=states(a=time("<=", 0)))
    assert not withstands(question, waiting, calm=states(a=time("=", 1)))


def test_all_whom_it_speaks_of_are_in_the_last_layer() -> None:
    later = (Region("a", time(">=", 1), 2, (act("go", 1),)), WAY[1])
    assert not withstands(asked(STEERED, 0), later)
    assert not withstands(asked(STEERED, 1), FULL, later)


# --- not withstanding them ---

FALLEN = """policy fallen "What cannot be helped"
  time in years
layer all
actor office
attribute n: 0 to 2, starts any
attribute k: -2 to 2, starts 0
attribute ok: yes or no, starts no
clock c
  zero while k is -1
clock e
status a in all
status b in all
status g in all
status z in all
start in a
transition go from a to b by person
transition on from b to g by person
  when n at least 1
event stumble in b by office, adverse
  when n is 2
  set n = 0
transition lift from z to g by office
transition sink from b to z by person
  when n is 0
transition throw from b to z by office, adverse
  when n is 1
  set k = any
  set ok = any
  set e = 0 years
transition push from b to z by office, adverse
  set n = n + 2
transition drop from z to a by office, adverse
transition late from a to z by office, adverse
property falls: every person in b with n is 1 can reach g by person despite 1 adverse events
"""
PERSON = ("person", "law")


def falls(
    trap: Condition,
    below: Condition = TRUE,
    *,
    n: int = 1,
    actors: tuple[str, ...] | None = PERSON,
    steps: tuple[Step, ...] = (Take("go"),),
) -> bool:
    """Whether it is believed that whoever has so many n, and is in b with the condition, is thrown into z."""
    trace = Trace(State("a", (n, 0, False), (0, 0, 0)), steps)
    question = replace(asked(FALLEN, 1, actors), origin={"b": compared("n", "=", n)})
    return is_accepted(Outcome.VIOLATED, SetbackProof(trace, (states(z=below), states(b=trap))), question)


@pytest.mark.parametrize(
    ("n", "trap", "is_trapped"),
    [
        (1, compared("n", "=", 1), True),
        (0, compared("n", "=", 0), True),  # pushed
        (2, compared("n", "=", 2), False),  # a third n there is not
        (1, TRUE, False),
        (1, compared("n", ">=", 1), False),
        (1, compared("n", "<=", 1), True),
    ],
)
def test_whoever_is_trapped_is_struck_by_what_can_happen(n: int, trap: Condition, is_trapped: bool) -> None:
    assert is_trapped == falls(trap, n=n)


@pytest.mark.parametrize(
    ("below", "is_trapped"),
    [
        (comparison("=", AttributeTerm("k", Range(-2, 2)), Number(-2, Range(-2, 2))), True),
        (comparison("=", AttributeTerm("k", Range(-2, 2)), Number(2, Range(-2, 2))), True),
        (comparison("=", AttributeTerm("k", Range(-2, 2)), Number(3, Range(-2, 2))), False),
        (Flag("ok"), True),
        (negation(Flag("ok")), True),
        (both(Flag("ok"), comparison("=", AttributeTerm("k", Range(-2, 2)), Number(-1, Range(-2, 2)))), True),
        (comparison("=", ClockTerm("e"), Number(0, Duration())), False),  # time passes
    ],
)
def test_one_choice_that_strikes_is_enough(below: Condition, is_trapped: bool) -> None:
    assert is_trapped == falls(compared("n", "=", 1), below)


def test_a_choice_may_strike_by_a_clock_that_it_sets_to_zero() -> None:
    """Below are those whose clock c is behind e: only who has k = -1 has it so after a year."""
    behind = comparison("<=", ClockTerm("c"), ClockTerm("e"))
    later = both(compared("n", "=", 1), comparison(">=", ClockTerm("c"), Number(1, Duration())))
    assert falls(later, behind, steps=(Delay(1), Take("go")))
    ahead = comparison("<", ClockTerm("c"), ClockTerm("e"))
    assert not falls(compared("n", "=", 1), ahead)


def test_help_that_is_not_asked_for_and_further_setbacks_do_not_lead_out() -> None:
    assert falls(compared("n", "=", 1))
    assert not falls(compared("n", "=", 1), actors=None)
    assert not falls(compared("n", "=", 1), actors=("office", "law"))


def test_a_setback_that_leads_out_helps_nobody() -> None:
    """Who is dropped is back in a; that it hits cannot be counted on."""
    alone = FALLEN.replace("transition lift from z to g by office\n", "")
    trace = Trace(State("a", (1, 0, False), (0, 0, 0)), (Take("go"),))
    proof = SetbackProof(trace, (states(z=TRUE), states(b=compared("n", "=", 1))))
    assert is_accepted(Outcome.VIOLATED, proof, asked(alone, 1))
    not_adverse = alone.replace("drop from z to a by office, adverse", "drop from z to a by office")
    assert not is_accepted(Outcome.VIOLATED, proof, asked(not_adverse, 1))


def test_a_setback_may_leave_the_status_as_it_is() -> None:
    trace = Trace(State("a", (2, 0, False), (0, 0, 0)), (Take("go"),))
    proof = SetbackProof(trace, (states(b=compared("n", "=", 0), z=TRUE), states(b=compared("n", "=", 2))))
    question = replace(asked(FALLEN, 1, PERSON), origin={"b": compared("n", "=", 2)})
    assert is_accepted(Outcome.VIOLATED, proof, question)
    elsewhere = replace(proof, traps=(states(z=TRUE), proof.traps[1]))
    assert not is_accepted(Outcome.VIOLATED, elsewhere, question)


def test_negative_choices_are_written_so_that_every_solver_reads_them() -> None:
    trace = Trace(State("a", (1, 0, False), (0, 0, 0)), (Take("go"),))
    low = comparison("=", AttributeTerm("k", Range(-2, 2)), Number(-2, Range(-2, 2)))
    proof = SetbackProof(trace, (states(z=both(low, Flag("ok"))), states(b=compared("n", "=", 1))))
    work = obligations_of(Outcome.VIOLATED, proof, asked(FALLEN, 1, PERSON), None)
    assert work is not None
    assert any("(- 2)" in item.formula for item in work)
    assert not any("-2" in item.formula for item in work)
    assert discharge(work, "cvc5").first_open is None


def test_only_what_is_adverse_and_possible_there_strikes() -> None:
    no_throw = FALLEN.replace("throw from b to z by office, adverse", "throw from b to z by office")
    no_throw = no_throw.replace("push from b to z by office, adverse", "push from b to z by office")
    trace = Trace(State("a", (1, 0, False), (0, 0, 0)), (Take("go"),))
    proof = SetbackProof(trace, (states(z=TRUE), states(b=compared("n", "=", 1))))
    assert is_accepted(Outcome.VIOLATED, proof, asked(FALLEN, 1, PERSON))
    assert not is_accepted(Outcome.VIOLATED, proof, asked(no_throw, 1, PERSON))


def test_the_traps_keep_off_the_goal_and_are_as_many_as_setbacks_may_leave() -> None:
    trace = Trace(State("a", (1, 0, False), (0, 0, 0)), (Take("go"),))
    trapped = states(b=compared("n", "=", 1))
    proof = SetbackProof(trace, (states(z=TRUE), trapped))
    for setbacks in (0, 2):
        with pytest.raises(MalformedCertificateError, match="traps for"):
            obligations_of(Outcome.VIOLATED, proof, asked(FALLEN, setbacks, PERSON), None)
    for traps in ((states(z=TRUE, g=TRUE), trapped), (states(z=TRUE), states(b=compared("n", "=", 1), g=TRUE))):
        assert not is_accepted(Outcome.VIOLATED, replace(proof, traps=traps), asked(FALLEN, 1, PERSON))


def test_the_trace_leads_into_the_last_trap() -> None:
    trapped = states(b=compared("n", "=", 1))
    for start, steps in ((0, (Take("go"),)), (1, ()), (1, (Take("go"), Take("on")))):
        proof = SetbackProof(Trace(State("a", (start, 0, False), (0, 0, 0)), steps), (states(z=TRUE), trapped))
        with pytest.raises(ReplayError):
            obligations_of(Outcome.VIOLATED, proof, asked(FALLEN, 1, PERSON), None)
