"""Life courses with steps that are repeated: they show what walking every step shows, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from bcm_formal.model.model import Model
from bcm_formal.system.help import Help
from bcm_formal.system.questions import Question, Witness, question_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Part, Repeat, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import TraceProof
from bcm_formal.trust.check import obligations_of
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import ReplayError, Trace, replay
from tests.builders.loading import model_of
from tests.builders.parts import walked

TEXT = """\
policy count "A long count"
  time in days
layer all
actor office
attribute n: 0 to 1000000, starts 0
clock since
  runs in a
status a in all
status b in all
event earn in a by person
  when since at least 3 days
  set n = n + 2
  set since = 0 days
event gift in a by office
  set n = n + 1
transition go from a to b by person
  when n at least 100
start in a
property some: some person in a with n is 0 can reach b
property later: some person in a with n is 40 can reach b
property never: no person in b
property after_middle: b only after n is 60
property after_odd: b only after n is 61
property after_wait: b only after since at least 4 days
property after_shorter: b only after since at least 3 days
property after_moment: b only after n is 60 and since is 2 days
property must: every person in a with n is 0 must reach a with n is 60
property must_odd: every person in a with n is 0 must reach a with n is 61
property must_soon: every person in a with n is 0 must reach b within 100 days
property must_in_wait: every person in a with n is 0 must reach a with n is 60 and since is 1 day within 100 days
"""
EARN, GIFT, GO = Take("earn"), Take("gift"), Take("go")
ROUND: tuple[Step, ...] = (Delay(3), EARN)


@cache
def model() -> Model:
    return model_of(TEXT)


@cache
def question(name: str) -> Question:
    asked = question_of(TransitionSystem(model()), model().property[name].sentence)
    return replace(asked, help=Help(("person",))) if isinstance(asked, Witness) else asked


def shows(outcome: Outcome, name: str, *steps: Part) -> bool:
    asked = question(name)
    start = State("a", (0, *(False for _ in asked.system.model.attributes[1:])), (0,) * len(asked.system.model.clocks))
    try:
        obligations_of(outcome, TraceProof(Trace(start, steps)), asked, None)
    except ReplayError:
        return False
    return True


WAYS: dict[str, tuple[Part, ...]] = {
    "just enough rounds": (Repeat(ROUND, 50), GO),
    "more rounds": (Repeat(ROUND, 60), GO),
    "not at the goal": (Repeat(ROUND, 60),),
    "a round too few": (Repeat(ROUND, 49), GO),
    "a round more than the range has": (Repeat(ROUND, 500_001), GO),
    "waits that are too short": (Repeat((Delay(2), EARN), 60), GO),
    "waits that are longer": (Repeat((Delay(4), EARN), 60), GO),
    "cut at the middle": (Repeat(ROUND, 20), Repeat(ROUND, 40), GO),
    "by gifts": (Repeat((GIFT,), 200), GO),
    "by gifts at first": (Repeat((GIFT,), 40), Repeat(ROUND, 30), GO),
    "by gifts and waits": (Repeat((GIFT, Delay(1)), 200), GO),
    "gifts in between": (Repeat((*ROUND, GIFT, GIFT), 25), GO),
    "an odd gift first": (GIFT, Repeat(ROUND, 60), GO),
    "with a step at the end": (Repeat(ROUND, 50), Delay(9), GO),
    "another round first": (Delay(9), EARN, Repeat(ROUND, 49), GO),
}


@pytest.mark.parametrize("name", list(model_of(TEXT).property))
@pytest.mark.parametrize("way", WAYS)
def test_repeated_steps_show_what_single_steps_show(name: str, way: str) -> None:
    outcome = Outcome.HOLDS if name in ("some", "later") else Outcome.VIOLATED
    steps = WAYS[way]
    repeated = shows(outcome, name, *steps)
    if way == "a round more than the range has":
        assert not repeated
        return
    single = shows(outcome, name, *walked(steps))
    if name == "later" and way != "cut at the middle":
        assert single or not repeated  # the one it speaks of must be met between two parts
    elif name.startswith("must"):
        assert single or not repeated
    else:
        assert repeated == single


def test_what_is_shown_is_not_always_the_same() -> None:
    shown = {
        (name, way)
        for name in model().property
        for way, steps in WAYS.items()
        if shows(Outcome.HOLDS if name in ("some", "later") else Outcome.VIOLATED, name, *steps)
    }
    assert {("some", "just enough rounds"), ("never", "more rounds"), ("never", "gifts in between")} <= shown
    assert {("after_odd", "more rounds"), ("after_middle", "an odd gift first"), ("must_odd", "more rounds")} & shown
    assert ("later", "cut at the middle") in shown
    for name, way in (
        ("some", "by gifts"),  # not by the person
        ("later", "just enough rounds"),  # nobody with 40 is met between two parts
        ("after_middle", "more rounds"),
        ("after_odd", "an odd gift first"),
        ("after_moment", "more rounds"),
        ("after_shorter", "more rounds"),
        ("must", "not at the goal"),
    ):
        assert (name, way) not in shown


def test_the_states_of_a_replay_are_those_between_the_parts() -> None:
    start = State("a", (0,), (0, 0))
    states = replay(Interpreter(model()), Trace(start, (Repeat(ROUND, 50), Delay(2), GO)))
    assert [state.attributes for state in states] == [(0,), (100,), (100,), (100,)]
    assert [state.clocks for state in states] == [(0, 0), (150, 0), (152, 2), (0, 2)]


@pytest.mark.parametrize("way", ["a round too few", "a round more than the range has", "waits that are too short"])
def test_rounds_that_are_not_possible_are_no_life_course(way: str) -> None:
    with pytest.raises(ReplayError, match="is not possible there"):
        replay(Interpreter(model()), Trace(State("a", (0,), (0, 0)), WAYS[way]))


WINDOWED = """\
policy stays "Stays"
  time in months
layer all
actor office
status home in all
status away in all
status gone in all
attribute inside: yes or no, starts yes
window absent "Months away in the last 6": counts in away over 6 months in 6 parts
transition leave from home to away by person
  set inside = no
transition back from away to home by person
  set inside = yes
transition go from away to gone by person
start in home
property after_month: gone only after absent is 1 month and inside
property after_months: gone only after absent is 2 months and time_in_status at least 4 months
property after_four: gone only after absent is 4 months
property after_none: gone only after absent is 3 months and inside
"""
LEAVE, BACK = Take("leave"), Take("back")
AWAY: tuple[Step, ...] = (LEAVE, Delay(1), Delay(1), Delay(1))
"""a state after each unit, so that all of them are looked at"""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("after_month", False),  # five months after each return, in the middle of the wait
        ("after_months", False),
        ("after_none", False),
        ("after_four", True),
    ],
)
def test_what_a_window_shows_within_a_repeated_wait_is_looked_at(name: str, *, shown: bool) -> None:
    stays = model_of(WINDOWED)
    asked = question_of(TransitionSystem(stays), stays.property[name].sentence)
    start = next(Interpreter(asked.system.model).start_states())
    for steps in (
        (*AWAY, Repeat((BACK, Delay(7), LEAVE, Delay(3)), 50), GO),
        (*AWAY, *(BACK, *(Delay(1),) * 7, *AWAY) * 2, GO),
    ):
        proof = TraceProof(Trace(start, steps))
        if shown:
            obligations_of(Outcome.VIOLATED, proof, asked, None)
        else:
            with pytest.raises(ReplayError, match="ends what the property speaks of"):
                obligations_of(Outcome.VIOLATED, proof, asked, None)
