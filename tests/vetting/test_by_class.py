"""How soon from entering a status, by the values of what never changes."""

from __future__ import annotations

import json
import random
from functools import cache

import pytest
from jsonschema import validate

from bcm_formal.api.run import check
from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.expressions import InStatus
from bcm_formal.model.model import TIME_IN_STATUS
from bcm_formal.model.sentence_conditions import entered_now
from bcm_formal.model.sentences import CanReach
from bcm_formal.system.help import NO_LUCK
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Delay
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Undecided
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.graph import Graph, counting, explore
from bcm_formal.vetting.by_class import ClassWatch, summary
from bcm_formal.vetting.results import HowSoon
from bcm_formal.views.report.json_form import schema_text, to_json
from bcm_formal.views.report.markup import to_markdown
from bcm_formal.views.report.page import to_plain
from bcm_formal.views.report.text import Detail, page_of
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_models import random_model

TEXT = """\
policy ladder "Ladder"
  time in months
layer outside
layer temporary
layer settlement
actor office
attribute language: none < N4, fixed
attribute sector: one of care, farming, fixed
attribute alone: yes or no, fixed
status abroad in outside
status trainee in temporary
  at most 6 years, then abroad
status settled in settlement
transition enter from abroad to trainee by office
  unless alone and language is none
transition settle from trainee to settled by office
  when time_in_status at least (if language is N4 then 2 years else 5 years)
event move in trainee by person
  when sector is care
start in abroad
property path: every person can reach settled
"""


@cache
def found() -> HowSoon:
    model = model_of(TEXT)
    sentence = model.property["path"].sentence
    assert isinstance(sentence, CanReach)
    times = ClassWatch(TransitionSystem(model)).how_soon(sentence)
    assert isinstance(times, HowSoon)
    return times


def test_the_classes_that_differ_are_timed_from_the_moment_of_entering() -> None:
    classes = found().classes
    told = {(item.attribute, item.value): {one.status: summary(one) for one in item.times} for item in classes}
    assert told == {
        (None, None): {"abroad": (24, None, True), "trainee": (24, 60, False), "settled": (0, 0, False)},
        ("language", 0): {"abroad": (60, None, True), "trainee": (60, 60, False)},
        ("language", 1): {"abroad": (24, 24, False), "trainee": (24, 24, False)},
        ("alone", False): {"abroad": (24, 60, False), "trainee": (24, 60, False)},
        ("alone", True): {"abroad": (24, None, True), "trainee": (24, 24, False)},
    }


def test_all_that_is_told_of_classes_was_shown() -> None:
    assert [item.unknown for group in found().classes for item in group.times if item.unknown] == []
    assert all(item.shown for group in found().classes for item in group.times)


def test_the_table_stands_on_the_page_in_markdown_and_in_json() -> None:
    report = check(model_of(TEXT), ("path",), times=True)
    page = to_plain(page_of((report,), Detail())).splitlines()
    markdown = to_markdown((report,)).splitlines()
    document = json.loads(to_json((report,), 1))
    validate(document, json.loads(schema_text()))
    times = document["models"][0]["properties"][0]["times"]

    row = next(line for line in page if line.split()[:3] == ["language", "N4", "2"])
    assert row.split() == ["language", "N4", "2", "years", "2", "years"]
    assert "| trainee | language none | 5 years | 5 years |" in markdown
    assert "| abroad | alone yes | 2 years | never |" in markdown
    assert [(group["attribute"], group["value"]) for group in times["entering"]] == [
        (None, None),
        ("language", "none"),
        ("language", "N4"),
        ("alone", False),
        ("alone", True),
    ]
    assert all("$" not in name for item in times["entering"] for s in item["statuses"] for name in _attributes(s))


def _attributes(status: dict[str, dict[str, dict[str, dict[str, dict[str, object]]]]]) -> set[str]:
    ends = [status[key] for key in ("least", "slowest") if status[key] is not None]
    return {name for end in ends for name in end["trace"]["start"]["attributes"]}


# --- as the listed states say ---


def listed(graph: Graph, status: str, place: int | None, value: object) -> tuple[int | None, int | None, bool] | None:
    """The least and the largest least time of those who enter, and whether some never arrive; None: nobody enters."""
    steps = counting(graph.interpreter, NO_LUCK)
    times: dict[int, int] = dict.fromkeys(graph.satisfying(InStatus((GOAL,))), 0)
    changed = True
    while changed:
        changed = False
        for number, edges in enumerate(graph.edges):
            ways = [times[after] + isinstance(step, Delay) for step, after in edges if after in times and steps(step)]
            if ways and min(ways) < times.get(number, min(ways) + 1):
                times[number] = min(ways)
                changed = True
    clock = [item.name for item in graph.interpreter.model.clocks].index(TIME_IN_STATUS)
    here = {n for n, state in enumerate(graph.states) if state.status == status}
    entering = {n for n in graph.starts if n in here and not graph.states[n].clocks[clock]}
    entering |= {after for n, edges in enumerate(graph.edges) if n not in here for _, after in edges if after in here}
    if place is not None:
        entering = {n for n in entering if graph.states[n].attributes[place] == value}
    if not entering:
        return None
    found = [times[n] for n in entering if n in times]
    never = len(found) < len(entering)
    return (min(found, default=None), None if never else max(found), never)


GOAL = "s0"


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, tries(60), 20))
def test_times_of_classes_are_those_of_the_listed_states(first: int) -> None:
    compared = 0
    for number in range(first, first + 20):
        model = random_model(random.Random(number))
        system = TransitionSystem(model)
        target = InStatus((GOAL,))
        sentence = CanReach(InStatus(tuple(model.status)), target)
        try:
            graph = explore(Interpreter(model), ceilings(system, (target, entered_now())), Budget(work=8_000))
        except (BudgetExceededError, UnboundedChoiceError):
            continue
        times = ClassWatch(system, Budget(work=20_000)).how_soon(sentence)
        for group in () if isinstance(times, Undecided) else times.classes:
            names = [item.name for item in model.attributes]
            place = None if group.attribute is None else names.index(group.attribute)
            for item in group.times:
                if item.unknown is None:
                    expected = listed(graph, item.status, place, group.value)
                    assert (expected or (None, None, False)) == summary(item), (number, item.status, group.attribute)
                    compared += 1
    assert compared
