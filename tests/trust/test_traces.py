"""Life courses as evidence: what must be true of one that shows something, each thing by itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bcm_formal.model.expressions import TRUE
from bcm_formal.model.model import Model
from bcm_formal.system.help import Help
from bcm_formal.system.questions import Inevitable, Question, Witness, question_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import StateSet, TraceProof, TrapProof
from bcm_formal.trust.check import obligations_of
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import ReplayError, Trace, replay
from tests.builders.loading import model_of

TEXT = """policy way "A way through three statuses"
  time in years
layer all
actor office
attribute n: 0 to 2, starts 0
status a in all
status b in all
  at most 3 years, then c
status c in all
status d in all
status e in all
  at most 5 years, then d
limit end in d
  while time_in_status at most 0 years, then a
  set n = n + 3
start in a
transition enter from a to b by office
transition leave from b to c by person
transition return from c to a by office
event grow in b by person
  when n less than 2
  set n = n + 1
transition fall from c to e by office
property by_person: some person in b can reach c
property by_office: some person in a can reach b
property by_all: some person in a can reach c
property reaches: every person in c can reach a by person
property must: every person in b must reach c within 2 years
property must_go: every person in e must reach a
property must_return: every person in c must reach a within 2 years
property never: no person in c with n at least 1
property first: c only after n at least 1
property late: b with time_in_status at least 3 years only after n at least 1
property through: c only after in b
property from_a: every person in a must reach c within 2 years
"""
BY: dict[str, tuple[str, ...] | None] = {"by_person": ("person",), "by_office": ("office",), "by_all": None}
"""whose steps count for a witness"""
ENTER, LEAVE, RETURN, GROW, FALL = map(Take, ("enter", "leave", "return", "grow", "fall"))


@cache
def model() -> Model:
    return model_of(TEXT)


@cache
def question(name: str) -> Question:
    asked = question_of(TransitionSystem(model()), model().property[name].sentence)
    return replace(asked, help=Help(BY[name])) if isinstance(asked, Witness) else asked


def begun(name: str, *steps: Step, status: str = "a") -> Trace:
    """The steps from a start of the model that the question is about."""
    clocks = len(question(name).system.model.clocks)
    return Trace(State(status, (0,), (0,) * clocks), steps)


def shows(outcome: Outcome, name: str, *steps: Step) -> bool:
    try:
        obligations_of(outcome, TraceProof(begun(name, *steps)), question(name), None)
    except ReplayError:
        return False
    return True


# --- replaying ---


@pytest.mark.parametrize(
    "start",
    [
        State("nowhere", (0,), (0,)),
        State("b", (0,), (0,)),
        State("a", (1,), (0,)),
        State("a", (0,), (1,)),
        State("a", (0,), (-1,)),
        State("a", (), (0,)),
        State("a", (0, 0), (0,)),
        State("a", (0,), ()),
        State("a", (0,), (0, 0)),
    ],
)
def test_a_life_course_begins_in_a_start(start: State) -> None:
    with pytest.raises(ReplayError, match="does not begin in a start"):
        replay(Interpreter(model()), Trace(start, ()))


@pytest.mark.parametrize(
    ("steps", "number"),
    [
        ((LEAVE,), 1),
        ((ENTER, ENTER), 2),
        ((ENTER, Delay(4)), 2),
        ((ENTER, Delay(3), Delay(1)), 3),
        ((ENTER, Expire("b_limit")), 2),
        ((Delay(0),), 1),
        ((Delay(-1),), 1),
        ((Take("nothing"),), 1),
        ((Expire("nothing"),), 1),
        ((Expire("enter"),), 1),
    ],
)
def test_the_step_that_is_not_possible_is_named(steps: tuple[Step, ...], number: int) -> None:
    with pytest.raises(ReplayError, match=f"step {number} of the trace"):
        replay(Interpreter(model()), Trace(State("a", (0,), (0,)), steps))


def test_every_state_of_a_life_course_is_given() -> None:
    steps = (Delay(2), ENTER, GROW, Delay(3), Expire(model().limits[0].name))
    states = replay(Interpreter(model()), Trace(State("a", (0,), (0,)), steps))
    assert states == (
        State("a", (0,), (0,)),
        State("a", (0,), (2,)),
        State("b", (0,), (0,)),
        State("b", (1,), (0,)),
        State("b", (1,), (3,)),
        State("c", (1,), (0,)),
    )


# --- what it shows ---


@pytest.mark.parametrize(
    ("name", "steps", "is_shown"),
    [
        ("by_person", (ENTER, LEAVE), True),
        ("by_person", (ENTER, Delay(2), GROW, LEAVE), True),
        ("by_person", (ENTER, Delay(3), Expire("b at most 3 years")), True),
        ("by_person", (ENTER, LEAVE, RETURN, ENTER, LEAVE), True),
        ("by_person", (ENTER,), False),
        ("by_person", (), False),
        ("by_person", (ENTER, LEAVE, FALL), False),
        ("by_office", (ENTER,), True),
        ("by_office", (Delay(1), ENTER), True),
        ("by_office", (ENTER, GROW), False),
        ("by_office", (ENTER, LEAVE, RETURN, ENTER), True),
        ("by_all", (ENTER, GROW, LEAVE), True),
    ],
)
def test_a_witness_ends_at_the_goal_by_allowed_steps_since_the_origin(
    name: str, steps: tuple[Step, ...], is_shown: bool
) -> None:
    limit = model().limits[0].name
    steps = tuple(Expire(limit) if isinstance(step, Expire) else step for step in steps)
    assert is_shown == shows(Outcome.HOLDS, name, *steps)


def observing() -> Take:
    asked = question("must")
    assert isinstance(asked, Inevitable)
    return Take(f"{asked.clock}_begins")


@pytest.mark.parametrize(
    ("name", "steps", "is_shown"),
    [
        ("must", (ENTER, Take(""), Delay(2)), True),
        ("must", (ENTER, Take(""), Delay(2), GROW), True),
        ("must", (ENTER, Take(""), Delay(1)), False),
        ("must", (ENTER, Delay(2)), True),  # its clock begins at zero, and stands while no time passes
        ("must", (Delay(1), ENTER, Delay(2)), False),  # nobody with the clock at zero is in b
        ("must", (Delay(1), ENTER, Take(""), Delay(2)), True),
        ("must", (ENTER, Take(""), Delay(2), LEAVE), False),
        ("must", (ENTER, Take(""), LEAVE, RETURN, ENTER, Delay(3)), False),
        ("must", (ENTER, Take(""), Delay(1), Take(""), Delay(1)), False),
        ("from_a", (Delay(2),), True),
        ("from_a", (Delay(1), Take(""), Delay(2)), True),
        ("from_a", (ENTER, Delay(2)), True),
        ("from_a", (ENTER, Take(""), Delay(2)), False),  # it is no more the person in a whose time is measured
        ("must", (ENTER, Take(""), Delay(3)), False),  # the limit has run out: not late but through
        ("must_return", (ENTER, LEAVE, Take(""), Delay(2)), True),
        ("must_return", (ENTER, LEAVE, Take(""), Delay(5)), True),
        ("must_return", (ENTER, LEAVE, Take(""), FALL, Delay(1)), False),
        ("must_return", (ENTER, LEAVE, Take(""), RETURN, Delay(2)), False),
        ("must_go", (ENTER, LEAVE, FALL, Take(""), Delay(5)), False),
        ("must_go", (ENTER, LEAVE, FALL, Take(""), Delay(5), Expire("")), True),
        ("must_go", (ENTER, LEAVE, Take(""), FALL, Delay(5), Expire("")), True),
        ("must_go", (ENTER, LEAVE, Take(""), Delay(1), FALL, Delay(5), Expire("")), False),
        ("must_go", (ENTER, LEAVE, FALL, Take(""), Delay(4)), False),
        ("must_go", (), False),
    ],
)
def test_the_goal_is_missed_by_being_late_or_stuck_and_nowhere_on_the_way(
    name: str, steps: tuple[Step, ...], is_shown: bool
) -> None:
    begins, limit = observing(), next(limit.name for limit in model().limits if limit.target == "d")
    steps = tuple(begins if step == Take("") else Expire(limit) if step == Expire("") else step for step in steps)
    assert is_shown == shows(Outcome.VIOLATED, name, *steps)


@pytest.mark.parametrize(
    ("steps", "is_shown"),
    [
        ((ENTER, LEAVE), True),
        ((ENTER, Delay(2), LEAVE), True),
        ((ENTER, Delay(3), LEAVE), True),
        ((ENTER, GROW, LEAVE), False),
        ((ENTER, LEAVE, RETURN, ENTER, GROW, LEAVE), False),
        ((ENTER,), False),
    ],
)
def test_something_comes_before_its_condition(steps: tuple[Step, ...], is_shown: bool) -> None:
    assert is_shown == shows(Outcome.VIOLATED, "first", *steps)


def test_a_wait_may_end_where_no_time_passes() -> None:
    assert shows(Outcome.VIOLATED, "late", ENTER, Delay(3))
    assert shows(Outcome.VIOLATED, "late", ENTER, Delay(1), Delay(2))
    assert not shows(Outcome.VIOLATED, "late", ENTER, Delay(2))
    assert not shows(Outcome.VIOLATED, "late", ENTER, GROW, Delay(3))


def test_a_status_in_which_it_is_all_over_is_not_passed() -> None:
    assert not shows(Outcome.VIOLATED, "through", ENTER, LEAVE)


def test_a_condition_that_changes_too_often_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shows(Outcome.VIOLATED, "must_return", ENTER, LEAVE, Delay(5))
    monkeypatch.setattr("bcm_formal.system.moments.MOST", 0)
    proof = TraceProof(begun("must_return", ENTER, LEAVE, Delay(5)))
    with pytest.raises(ReplayError, match="changes too often"):
        obligations_of(Outcome.VIOLATED, proof, question("must_return"), None)


def test_a_forbidden_state_is_the_last_one() -> None:
    assert shows(Outcome.VIOLATED, "never", ENTER, GROW, LEAVE)
    assert not shows(Outcome.VIOLATED, "never", ENTER, LEAVE)
    assert not shows(Outcome.VIOLATED, "never", ENTER, GROW, LEAVE, RETURN)


@pytest.mark.parametrize(
    ("steps", "trap", "is_shown"),
    [
        ((ENTER, LEAVE), ("c", "e", "d"), True),
        ((ENTER, LEAVE, FALL), ("c", "e", "d"), False),  # whom it does not speak of
        ((ENTER, LEAVE), ("e", "d"), False),
    ],
)
def test_who_is_trapped_is_somebody_it_speaks_of(
    steps: tuple[Step, ...], trap: tuple[str, ...], is_shown: bool
) -> None:
    proof = TrapProof(begun("reaches", *steps), StateSet(tuple((status, TRUE) for status in trap)))
    if is_shown:
        assert obligations_of(Outcome.VIOLATED, proof, question("reaches"), None) is not None
    else:
        with pytest.raises(ReplayError):
            obligations_of(Outcome.VIOLATED, proof, question("reaches"), None)
