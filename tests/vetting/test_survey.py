"""How coverage points are settled: what it costs, and what is done where one way gives up."""

from __future__ import annotations

import random

import pytest

from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import replay
from bcm_formal.verify.regions import reachable
from bcm_formal.vetting.coverage import survey as surveys
from bcm_formal.vetting.coverage.cover_points import CoverPoints, Decides, Overruns
from bcm_formal.vetting.coverage.coverage import Coverage, coverage_of
from bcm_formal.vetting.coverage.survey import Survey
from benchmarks.families import attributes
from benchmarks.families.statuses import SHAPES, With, statuses
from tests.builders.loading import model_of
from tests.builders.random_models import random_model

pytestmark = pytest.mark.slow

NUMBERS = range(0, 60, 3)


def of_random(number: int) -> Coverage:
    return coverage_of(TransitionSystem(random_model(random.Random(number))))


def test_what_searches_exclude_but_nothing_proves_is_asked_of_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = [of_random(number) for number in NUMBERS]
    monkeypatch.setattr(Survey, "_proof_for", lambda *_: None)
    monkeypatch.setattr(surveys, "_ENOUGH", 1000)
    asked = [of_random(number) for number in NUMBERS]
    assert sum(len(item.never) for item in usual) > 20
    for one, other in zip(usual, asked, strict=True):
        assert set(other.never) | other.undecided >= set(one.never)
        assert set(other.never) <= set(one.never)
        assert len(other.undecided - one.undecided) <= 1
        assert set(other.accidents) == set(one.accidents)
    proofs = {id(proof) for item in asked for proof in item.never.values()}
    assert len(proofs) == sum(len(item.never) for item in asked), "each has a proof of its own"


DETOUR = """policy detour "By and by, or at once"
  time in months

layer inside "Inside"

{statuses}
attribute saved: 0 to 3, starts 0
attribute level: 0 to 3, starts 3
{steps}
transition jump from s0 to s{last} by person
  when saved is 3
event save in s0 by person
  when saved less than 3
  set saved = saved + 1
event raise in s{last} by person
  set level = level + 1
start in s0
"""
"""Looking around is drawn along the statuses, each of them new, and comes to the last one before all is saved."""


def detour(last: int) -> TransitionSystem:
    """There are `last` steps to the last status by way of all others, and four if the person saves first."""
    text = DETOUR.format(
        last=last,
        statuses="\n".join(f"status s{number} in inside" for number in range(last + 1)),
        steps="\n".join(f"transition go{number} from s{number} to s{number + 1} by person" for number in range(last)),
    )
    return TransitionSystem(model_of(text))


@pytest.mark.parametrize("last", [7, 11, 30])
def test_accidents_are_told_with_what_was_seen_where_looking_for_less_would_take_long(
    last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = coverage_of(detour(last)).accidents
    monkeypatch.setattr(surveys, "_SHORTENING", 0)
    quick = coverage_of(detour(last)).accidents
    overrun = Overruns("raise", "level")
    assert set(usual) == set(quick) == {overrun}
    assert len(usual[overrun].steps) == len(("save", "save", "save", "jump"))
    assert len(quick[overrun].steps) == last
    system = detour(last)
    interpreter, where = Interpreter(system.model), CoverPoints(system).where(overrun)
    for trace in (usual[overrun], quick[overrun]):
        end = replay(interpreter, trace)[-1]
        assert interpreter.holds(where[end.status], end)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Survey]:
    """The surveys that are made while a test runs."""
    kept: list[Survey] = []
    begin = Survey.__init__

    def keep(survey: Survey, system: TransitionSystem) -> None:
        begin(survey, system)
        kept.append(survey)

    monkeypatch.setattr(Survey, "__init__", keep)
    return kept


@pytest.mark.parametrize("having", [With(), With(clocks=False), With(attributes=False)])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_grows_with_the_statuses_and_not_with_their_square(
    shape: str, having: With, made: list[Survey], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surveys, "_SHORTENING", 0)  # this work is bounded, whatever there is to be shortened
    work: list[tuple[int, int]] = []
    for count in (40, 160):
        coverage = coverage_of(TransitionSystem(model_of(statuses(shape, count, having))))
        assert (coverage.undecided, coverage.unasked) == (frozenset(), 0)
        work.append((made[-1].regions_found, made[-1].sightings.looked_at))
    (regions, states), (more_regions, more_states) = work
    assert more_regions <= 5 * regions + 100
    assert more_states <= 5 * states + 1000


@pytest.mark.parametrize(("shape", "never"), [("chain", 0), ("tree", 0), ("random", 30)])
def test_what_needs_many_attributes_and_not_one_is_met_without_a_search(
    shape: attributes.Shape, never: int, made: list[Survey]
) -> None:
    coverage = coverage_of(TransitionSystem(model_of(attributes.prerequisites(60, shape, sentences=()))))
    assert (len(coverage.never), coverage.undecided) == (never, frozenset())
    assert {type(point) for point in coverage.never} <= {Decides}
    assert made[-1].regions_found <= 3 * never + 10


def test_a_point_that_adverse_events_would_spoil_is_strived_for_without_them(made: list[Survey]) -> None:
    policy = attributes.collected(20, losing=20, sentences=())
    coverage = coverage_of(TransitionSystem(model_of(policy)))
    assert (coverage.never, coverage.undecided) == ({}, frozenset())
    assert made[-1].regions_found <= 10


def test_what_is_excluded_is_proved_in_portions_that_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = attributes.prerequisites(16, "random", sentences=())
    systems = [TransitionSystem(model_of(policy))]
    systems += [TransitionSystem(random_model(random.Random(number))) for number in NUMBERS]
    together = [coverage_of(system) for system in systems]
    monkeypatch.setattr(reachable, "_LARGE", 0)
    apart = [coverage_of(system) for system in systems]
    assert len(together[0].never) > 5
    assert len(_proofs(together[0])) == 1
    assert len(_proofs(apart[0])) == len(apart[0].never)
    for one, other in zip(together, apart, strict=True):
        assert (set(one.never), one.undecided) == (set(other.never), other.undecided)
        assert set(one.accidents) == set(other.accidents)


def _proofs(coverage: Coverage) -> set[int]:
    return {id(proof) for proof in coverage.never.values()}
