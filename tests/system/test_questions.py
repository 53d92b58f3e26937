"""What sentences ask, read state by state: whom they speak of, what must be met, and what an observer adds."""

from __future__ import annotations

import itertools
from functools import cache

import pytest

from bcm_formal.model.expressions import FALSE, TRUE, ClockTerm, Condition, InStatus, Number, comparison
from bcm_formal.model.load import load
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import Change, Ctl, EveryEntering
from bcm_formal.model.types import Duration, domain
from bcm_formal.system.derived.steps import observer_clock
from bcm_formal.system.help import EVERYTHING, NO_LUCK, Help
from bcm_formal.system.questions import (
    Conditions,
    CtlQuestion,
    Inevitable,
    Pairs,
    Path,
    Question,
    Robust,
    Safety,
    TimeBound,
    Witness,
    at_any_time,
    before_step,
    question_of,
    time_goes_on,
    with_observer,
    without_observer,
)
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import OBSERVER, State
from bcm_formal.system.transition_system import TransitionSystem

TEXT = """policy asks "What is asked"
  time in years
layer all
actor office
actor friend
attribute ok: yes or no, starts any
attribute n: 0 to 1, starts 1
status a in all
status b in all
  at most 2 years, then d
status c in all
status d in all
limit end in d
  while time_in_status at most 1 year, then a
  set n = n + 1
start in a
transition go from a to b by person
  when ok
event lose in a by office
  set ok = no
transition on from b to c by friend
transition fall from b to d by office, adverse
property nobody: no person in b with ok
property has: every person in b has ok
property entering: every person entering b has ok
property stuck: no dead ends
property path: every person in a with ok can reach c
property in_time: every person in a can reach c within 2 years
property by_friend: every person in a can reach c by friend
property by_friend_in_time: every person in a can reach c within 2 years by friend
property by_friend_even_so: every person in a can reach c within 2 years by friend even by adverse events
property even_so: every person in a with ok can reach c even by adverse events
property despite: every person in a can reach c by friend despite 2 adverse events
property despite_in_time: every person in a can reach c within 3 years despite 1 adverse events
property some: some person in a with ok can reach c
property none: no person in a with ok can reach c
property none_in_time: no person in a can reach c within 2 years by friend
property some_by_friend: some person in a can reach c by friend
property some_in_time: some person in a can reach c within 2 years
property must: every person in a with ok must reach c
property must_in_time: every person in a must reach c within 2 years
property first: c only after ok
property better: better n never blocks c
property depends: path to c does not depend on n
property better_in_time: better n never blocks c within 2 years
property depends_in_time: path to c within 3 years does not depend on n
property sooner: better n never delays c
property time: time to c does not depend on n
property some_pairs: for every person with ok: better n never blocks c
property changing: changing n from 0 to 1 never blocks c
property some_later: better n never delays c by more than 2 years
property from_b: time from b to c is at most 3 years
property from_b_least: time from b to c is at least 3 years
property better_where: better n never blocks c with ok within 2 years
property formula: ctl AG in a
"""
LATEST = 3


@cache
def system() -> TransitionSystem:
    model, findings = load(TEXT)
    assert model is not None, findings
    return TransitionSystem(model)


def asked(name: str) -> Question:
    return question_of(system(), system().model.property[name].sentence)


def listed(model: Model) -> list[State]:
    values = [domain(attribute.kind) or () for attribute in model.attributes]
    return [
        State(status.name, attributes, readings)
        for status in model.statuses
        for attributes in itertools.product(*values)
        for readings in itertools.product(range(LATEST + 1), repeat=len(model.clocks))
    ]


def members(about: TransitionSystem, conditions: Conditions) -> set[State]:
    interpreter = Interpreter(about.model)
    return {
        state
        for state in listed(about.model)
        if state.status in conditions and interpreter.holds(conditions[state.status], state)
    }


def only(about: TransitionSystem, *statuses: str, ok: bool | None = None, clock: int | None = None) -> set[State]:
    """The states in the statuses, with ok as said, with the last clock at zero (0) or at most so late."""
    return {
        state
        for state in listed(about.model)
        if state.status in statuses
        and (ok is None or state.attributes[0] is ok)
        and (clock is None or state.clocks[-1] <= clock)
    }


@pytest.mark.parametrize("name", ["nobody", "has", "entering", "stuck"])
def test_what_must_never_be(name: str) -> None:
    question, interpreter = asked(name), Interpreter(system().model)
    assert isinstance(question, Safety)
    assert question.along is None
    assert question.system is system()
    leads_to_b = {
        state
        for state in only(system(), "a", "c", "d", ok=False)
        if any(after.status == "b" for _, after in interpreter.changes(state))
    }
    expected = {
        "nobody": only(system(), "b", ok=True),
        "has": only(system(), "b", ok=False),
        "entering": leads_to_b,
        "stuck": set(filter(interpreter.is_dead_end, listed(system().model))),
    }
    assert expected[name] == members(system(), question.bad)


@pytest.mark.parametrize(
    ("name", "kind", "help", "setbacks", "within"),
    [
        ("path", Path, NO_LUCK, None, None),
        ("in_time", Path, NO_LUCK, None, 2),
        ("even_so", Path, EVERYTHING, None, None),
        ("by_friend", Path, Help(("friend",), adverse=False), None, None),
        ("by_friend_in_time", Path, Help(("friend",), adverse=False), None, 2),
        ("by_friend_even_so", Path, Help(("friend",)), None, 2),
        ("despite", Robust, Help(("friend",), adverse=False), 2, None),
        ("despite_in_time", Robust, NO_LUCK, 1, 3),
        ("some", Witness, EVERYTHING, None, None),
        ("some_in_time", Witness, EVERYTHING, None, 2),
        ("some_by_friend", Witness, Help(("friend",)), None, None),
        ("none", Witness, EVERYTHING, None, None),
        ("none_in_time", Witness, Help(("friend",)), None, 2),
    ],
)
def test_whom_a_path_begins_with_and_where_it_ends(
    name: str, kind: type, help: Help, setbacks: int | None, within: int | None
) -> None:
    question = asked(name)
    assert type(question) is kind
    assert isinstance(question, Path | Robust | Witness)
    seen = system() if within is None else with_observer(system())
    assert question.system is seen
    ok = True if name in ("path", "some", "none", "even_so") else None
    assert members(seen, question.origin) == only(seen, "a", ok=ok, clock=None if within is None else 0)
    assert members(seen, question.goal) == only(seen, "c", clock=within)
    assert question.help == help
    assert getattr(question, "denied", False) == name.startswith("none")
    assert getattr(question, "setbacks", None) == setbacks


@pytest.mark.parametrize(("name", "within", "ok"), [("must", None, True), ("must_in_time", 2, None)])
def test_what_must_be_reached_is_seen_by_an_observer(name: str, within: int | None, ok: bool | None) -> None:
    question = asked(name)
    assert isinstance(question, Inevitable)
    assert question.system is with_observer(system())
    assert (question.within, question.clock) == (within, question.system.model.clocks[-1].name)
    assert members(question.system, question.origin) == only(question.system, "a", ok=ok, clock=0)
    assert members(question.system, question.goal) == only(question.system, "c")


def test_what_comes_only_after() -> None:
    question = asked("first")
    assert isinstance(question, Safety)
    assert question.along is not None
    assert members(system(), question.bad) == only(system(), "c", ok=False)
    assert members(system(), question.along) == only(system(), *system().statuses, ok=False)


@pytest.mark.parametrize(("name", "raised"), [("better", True), ("depends", False)])
def test_two_persons(name: str, raised: bool) -> None:
    question = asked(name)
    assert isinstance(question, Pairs)
    assert (question.attribute, question.raised, question.system) == ("n", raised, system())
    assert members(system(), question.goal) == only(system(), "c")


@pytest.mark.parametrize(("name", "raised", "within"), [("better_in_time", True, 2), ("depends_in_time", False, 3)])
def test_two_persons_in_a_time(name: str, raised: bool, within: int) -> None:
    question = asked(name)
    assert isinstance(question, Pairs)
    assert (question.attribute, question.raised) == ("n", raised)
    assert question.system is with_observer(system())
    assert question.within == TimeBound(question.system.model.clocks[-1].name, Number(within, Duration()))
    assert members(question.system, question.goal) == only(question.system, "c")
    in_time = {s for s in listed(question.system.model) if s.status == "c" and s.clocks[-1] <= within}
    assert members(question.system, question.arrival) == in_time
    assert at_any_time(question) == asked("better" if raised else "depends")


@pytest.mark.parametrize(("name", "raised"), [("sooner", True), ("time", False)])
def test_least_times_of_two_persons_have_a_bound_that_is_left_open(name: str, raised: bool) -> None:
    question = asked(name)
    assert isinstance(question, Pairs)
    *_, clock, bound = question.system.model.clocks
    assert (question.attribute, question.raised) == ("n", raised)
    assert question.within == TimeBound(clock.name, ClockTerm(bound.name))
    assert (bound.start, bound.runs, bound.zero) == (None, FALSE, FALSE)
    assert bound.name not in {item.name for event in question.system.model.events for item in event.assignments}
    in_time = {s for s in listed(question.system.model) if s.status == "c" and s.clocks[-2] <= s.clocks[-1]}
    assert members(question.system, question.arrival) == in_time
    assert at_any_time(question) == asked("better" if raised else "depends")


def test_two_persons_are_anybody_who_differs_unless_it_is_said() -> None:
    plain, some, changing = asked("better"), asked("some_pairs"), asked("changing")
    assert isinstance(plain, Pairs)
    assert isinstance(some, Pairs)
    assert isinstance(changing, Pairs)
    assert (plain.among, plain.change, plain.later) == (None, None, 0)
    assert some.among is not None
    assert members(system(), some.among) == only(system(), *system().statuses, ok=True)
    assert (some.raised, some.change, some.later) == (True, None, 0)
    assert (changing.among, changing.raised, changing.change) == (None, False, Change(0, 1))


def test_the_second_of_two_persons_may_be_later_by_as_much_as_is_said() -> None:
    question, plain = asked("some_later"), asked("sooner")
    assert isinstance(question, Pairs)
    assert isinstance(plain, Pairs)
    assert (question.raised, question.later, plain.later) == (True, 2, 0)
    assert plain.arrival == plain.second_arrival
    everybody = listed(question.system.model)
    in_time = {s for s in everybody if s.status == "c" and s.clocks[-2] <= s.clocks[-1]}
    later = {s for s in everybody if s.status == "c" and s.clocks[-2] <= s.clocks[-1] + 2}
    assert members(question.system, question.arrival) == in_time
    assert members(question.system, question.second_arrival) == later


@pytest.mark.parametrize(("name", "within"), [("from_b", 3), ("from_b_least", 2)])
def test_time_from_one_status_to_another_begins_with_who_enters_it_just_now(name: str, within: int) -> None:
    question = asked(name)
    assert isinstance(question, Path | Witness)
    assert isinstance(question, Witness) is (name == "from_b_least")
    assert not isinstance(question, Witness) or question.denied
    model = question.system.model
    mark = [item.name for item in model.attributes].index(model.attributes[-1].name)
    time_in_status = [item.name for item in model.clocks].index("time_in_status")
    entering = {
        state
        for state in listed(model)
        if state.status == "b"
        and state.attributes[mark] is True
        and state.clocks[time_in_status] == 0
        and state.clocks[-1] == 0
    }
    assert members(question.system, question.origin) == entering
    in_time = {s for s in listed(model) if s.status == "c" and s.clocks[-1] <= within}
    assert members(question.system, question.goal) == in_time


def test_paths_of_two_persons_end_where_the_goal_is_met_in_time() -> None:
    question = asked("better_where")
    assert isinstance(question, Pairs)
    everybody = listed(question.system.model)
    in_time = {s for s in everybody if s.status == "c" and s.attributes[0] is True and s.clocks[-1] <= 2}
    assert members(question.system, question.arrival) == in_time


def test_a_path_that_some_have_is_not_denied() -> None:
    question = asked("some")
    assert isinstance(question, Witness)
    assert not question.denied


def test_a_formula_is_asked_as_it_is() -> None:
    question, sentence = asked("formula"), system().model.property["formula"].sentence
    assert isinstance(question, CtlQuestion)
    assert isinstance(sentence, Ctl)
    assert question.formula is sentence.formula
    assert question.system is system()


def test_statuses_in_which_nothing_can_be_so_are_not_named() -> None:
    question = asked("path")
    assert isinstance(question, Path)
    assert (list(question.origin), list(question.goal)) == (["a"], ["c"])


def years(operator: str, value: int) -> Condition:
    return comparison(operator, ClockTerm("time_in_status"), Number(value, Duration()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "target",
    [
        InStatus(("b",)),
        InStatus(("b", "d")),
        InStatus(("a",)),
        years("=", 2),
        years(">=", 1),
        years("=", 0),
        FALSE,
        TRUE,
    ],
)
@pytest.mark.parametrize("also", [TRUE, FALSE, InStatus(("a", "b")), years("<=", 1)])
def test_who_enters_is_outside_and_one_change_or_unit_of_time_away(target: Condition, also: Condition) -> None:
    interpreter = Interpreter(system().model)

    def enters(state: State) -> bool:
        later = interpreter.wait(state, 1)
        following = [after for _, after in interpreter.changes(state)] + ([later] if later else [])
        within = any(interpreter.holds(target, after) for after in following)
        return within and interpreter.holds(also, state) and not interpreter.holds(target, state)

    found = before_step(TransitionSystem(system().model), EveryEntering(target, TRUE), also)
    assert members(system(), found) == set(filter(enters, listed(system().model)))
    assert FALSE not in found.values()


def test_time_goes_on_where_it_can_pass_or_all_is_over() -> None:
    question, interpreter = time_goes_on(system()), Interpreter(system().model)
    everything = listed(system().model)
    passes = {state for state in everything if interpreter.wait(state, 1) or interpreter.is_dead_end(state)}
    assert members(system(), question.goal) == passes
    assert members(system(), question.origin) == set(everything)
    assert question.help == EVERYTHING


# --- the observer ---


def test_an_observer_adds_a_clock_that_always_runs_and_an_event_that_sets_it_to_zero() -> None:
    seen, model = with_observer(system()), system().model
    assert with_observer(system()) is seen
    assert seen.policy is system().policy
    clock, event = seen.model.clocks[-1], seen.model.events[-1]
    assert (seen.model.clocks[:-1], seen.model.events[:-1]) == (model.clocks, model.events)
    assert (clock.runs, clock.zero, clock.start, clock.name) == (TRUE, FALSE, 0, observer_clock(model))
    assert (event.actor, event.target, event.adverse, event.sources) == (OBSERVER, None, False, system().statuses)
    interpreter = Interpreter(seen.model)
    for state in listed(seen.model):
        assert interpreter.fire(state, event.name) == state._replace(clocks=(*state.clocks[:-1], 0))


def test_each_observer_has_a_name_of_its_own() -> None:
    once = with_observer(system())
    twice = with_observer(once)
    first, second = (clock.name for clock in twice.model.clocks[-2:])
    assert first != second
    assert [event.actor for event in twice.model.events].count(OBSERVER) == 2


def test_without_its_observers_a_system_is_what_it_was() -> None:
    assert without_observer(system()) is system()
    once = with_observer(system())
    assert without_observer(once).model == system().model
    assert without_observer(once) is without_observer(once)
    assert without_observer(with_observer(once)).model == system().model
    assert without_observer(once).policy is without_observer(once).model
