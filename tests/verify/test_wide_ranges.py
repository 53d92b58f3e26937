"""Ranges of many values cost no more than short ones, and mean the same."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

import pytest

from bcm_formal.look import shortening
from bcm_formal.model.expressions import AttributeTerm, Number, comparison, disjunction
from bcm_formal.system.questions import CtlQuestion, Pairs, Question, question_of
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.spoken_of import vacuity_of
from bcm_formal.system.state import Delay, Repeat, State, Step, Take
from bcm_formal.system.transition_system import EndlessChoiceError, TransitionSystem
from bcm_formal.trust.certificate import TraceProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.verdict import Shown, Unknown
from bcm_formal.verify.engine import Budget, BudgetExceededError, Engine
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import BRIEF, Portfolio, claim_of
from bcm_formal.verify.regions import Regions, diagram, evidence
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.repeated import RoundStep, moved, rounds_more
from bcm_formal.verify.regions.zone import Zone, Zones
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.parts import walked
from tests.builders.random_models import random_model, random_other_sentence, random_sentence

pytestmark = pytest.mark.slow

TEXT = """\
policy p "P"
  time in months
layer l "L"
actor o
status a in l
status b in l
attribute n: 0 to {last}, starts any
attribute m: 0 to {last}, starts 0
event gain in a by o
  when m less than {last}
  set m = m + 1
event lose in a by o, adverse
  set n = any
transition go from a to b by o
  when n at least {half}
transition go_too from a to b by o
  when m + n at least {third}
start in a
property everybody: every person can reach b
property robust: every person in a with n at least {half} can reach b despite 1 adverse events
property safe: no person in b with n + m less than {third} and n less than {half}
property better: better n never blocks b
property same: path to b does not depend on n
property must: every person in a must reach b
property ctl: ctl AG EF in b
property entering: every person entering b has n at least {quarter} or m at least 1
property before: b only after m at least 3
property some: some person in a with n is {quarter} can reach b
property soon: every person can reach b within 3 months
"""


def outcomes(last: int) -> dict[str, str]:
    text = TEXT.format(last=last, half=last // 2, third=last // 3, quarter=last // 4)
    model = model_of(text)
    system, portfolio = TransitionSystem(model), Portfolio()
    return {item.name: portfolio.decide(system, item).outcome.value for item in model.properties}


@pytest.mark.parametrize("last", [63, 64, 1000, 40_000, 10**6, 10**14])
def test_the_verdicts_are_those_of_a_short_range(last: int) -> None:
    assert outcomes(last) == outcomes(40)


def work(last: int) -> int:
    """The bits and zone variables that a range takes."""
    model = model_of(TEXT.format(last=last, half=last // 2, third=last // 3, quarter=last // 4))
    compiled = Compiled(TransitionSystem(model))
    return len(compiled.diagrams.owner) + compiled.zones.count


def test_a_range_takes_the_same_place_however_long_it_is() -> None:
    assert work(10**3) == work(10**6) == work(10**14)


@pytest.mark.parametrize("seed", range(tries(40)))
def test_short_ranges_mean_the_same_as_variables_of_zones(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagram, "WIDEST", 0)
    draw = random.Random(seed)
    for _ in range(3):
        model = random_model(draw)
        system = TransitionSystem(model)
        sentence = draw.choice((random_sentence, random_other_sentence))(draw, model)
        try:
            question = question_of(system, sentence)
        except EndlessChoiceError:
            continue
        if isinstance(question, CtlQuestion):
            continue
        vacuity = vacuity_of(system, sentence)
        found = claim_of(Regions(), question, vacuity, Budget(200_000))
        if isinstance(found, Claim):
            assert isinstance(check(found, question, vacuity), Shown)
            with suppress(BudgetExceededError, UnboundedChoiceError):
                expected = verdict_of(system, sentence, Budget(60_000))
                empty = isinstance(question, Pairs) and expected is Outcome.VACUOUS  # which is asked on its own
                assert expected is found.outcome or (empty and found.outcome is Outcome.HOLDS)


TIMED = """\
policy p "P"
  time in {unit}
layer l "L"
actor o
status a in l
status x in l
status b in l
clock since
  runs in {runs}
clock all
attribute n: 0 to {last}, starts 0
attribute lucky: yes or no, starts no
event earn in a by o
  when since at least {gap} {unit}
   and n less than {last}
  set n = n + {step}
  set since = 0 {unit}
event lose in a by o, adverse
  when n more than 0
  set n = n - 1
event luck in a by o
  when n at least {half}
  set lucky = yes
transition out from a to x by o
  when time_in_status at least {gap} {unit}
  set n = n + {out}
transition back from x to a by o
  when time_in_status at least {gap} {unit}
transition go from a to b by o
  when n at least {goal}
{limit}start in a
property everybody: every person can reach b
property in_time: every person can reach b within {time} {unit}
property too_soon: every person can reach b within {sooner} {unit}
property some: some person in a with n is {half} can reach b within {sooner} {unit}
property robust: every person in a can reach b despite 1 adverse event
property must: every person must reach b
property takes: every person entering b has all at least {time} {unit}
property takes_more: every person entering b has all at least {later} {unit}
property before: b only after lucky
property better: better n never blocks b
property quick: no person in b with lucky and all at most {time} {unit}
"""
LIMIT = """\
limit late in a
  while n more than {half} and time_in_status at most {most} {unit}, then x
"""


def timed(last: int, unit: str = "months", gap: int = 1, step: int = 1, out: int = 0, most: int | None = None) -> str:
    """A count with time between its steps."""
    half, goal = last // 2, 9 * last // 10
    limit = "" if most is None else LIMIT.format(half=half, most=most, unit=unit)
    time, runs = goal // step * gap, "l" if most is None else "a"
    numbers = {"last": last, "gap": gap, "step": step, "out": out, "half": half, "goal": goal}
    times = {"time": time, "sooner": time - 1, "later": time + 1}
    return TIMED.format(unit=unit, limit=limit, runs=runs, **numbers, **times)


def outcomes_of(text: str) -> dict[str, str]:
    model = model_of(text)
    system, portfolio = TransitionSystem(model), Portfolio()
    return {item.name: portfolio.decide(system, item).outcome.value for item in model.properties}


@pytest.mark.parametrize("last", [1000, 10**6])
@pytest.mark.parametrize(("unit", "gap", "step", "out"), [("months", 1, 1, 0), ("days", 30, 1, 0), ("days", 30, 1, 1)])
def test_a_count_with_time_between_its_steps_has_the_verdicts_of_a_short_one(
    last: int, unit: str, gap: int, step: int, out: int
) -> None:
    found = outcomes_of(timed(last, unit, gap, step, out))
    assert found == outcomes_of(timed(40, unit, gap, step, out))
    assert set(found.values()) == {"HOLDS", "VIOLATED"}


@pytest.mark.parametrize("seed", range(tries(12)))
def test_counts_with_time_mean_the_same_as_listed_ones(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(seed)
    last, gap, step, out = draw.randint(4, 12), draw.randint(1, 3), draw.randint(1, 2), draw.randint(0, 2)
    text = timed(last, "months", gap, step, out, draw.choice((None, 1, 2, 5)))
    listed = outcomes_of(text)
    monkeypatch.setattr(diagram, "WIDEST", 0)
    differ = {name: (listed[name], found) for name, found in outcomes_of(text).items() if found != listed[name]}
    assert not {name: both for name, both in differ.items() if "UNKNOWN" not in both}
    assert len(differ) < 4


COUNTER = """\
policy p "P"
  time in months
layer l "L"
actor o
status a in l
status b in l
attribute n: 0 to {last}, starts 0
event gain in a by o
  set n = n + {step}
event lose in a by o, adverse
  set n = n - 5
transition go from a to b by o
  when n at least {goal}
start in a
property never: no person in b
property some: some person can reach b
property everybody: every person can reach b
"""


def counter(last: int, goal: int, step: int = 1) -> TransitionSystem:
    model = model_of(COUNTER.format(last=last, goal=goal, step=step))
    return TransitionSystem(model)


@pytest.mark.parametrize(("last", "goal", "step"), [(1000, 500, 1), (40_000, 20_000, 1), (10**6, 200_000, 10)])
def test_a_long_count_is_a_life_course_with_every_step(last: int, goal: int, step: int) -> None:
    system, portfolio = counter(last, goal, step), Portfolio()
    never, some, everybody = (portfolio.decide(system, item) for item in system.model.properties)
    assert [item.outcome for item in (never, some, everybody)] == [Outcome.VIOLATED, Outcome.HOLDS, Outcome.HOLDS]
    for decided in (never, some):
        certificate = decided.verdict.certificate
        assert isinstance(certificate, TraceProof)
        assert walked(certificate.trace.steps) == (*(Take("gain"),) * (goal // step), Take("go"))


def test_a_life_course_of_any_length_takes_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[Step] = []
    step = Interpreter.step

    def counted(self: Interpreter, state: State, one: Step) -> State | None:
        steps.append(one)
        return step(self, state, one)

    monkeypatch.setattr(Interpreter, "step", counted)
    needed: list[int] = []
    for last in (1_000, 10**6, 10**14):
        system, portfolio = counter(last, last // 2), Portfolio()
        steps.clear()
        for item, outcome in zip(system.model.properties[:2], (Outcome.VIOLATED, Outcome.HOLDS), strict=True):
            decided = portfolio.decide(system, item)
            assert decided.outcome is outcome
            assert isinstance(decided.verdict.certificate, TraceProof)
            assert decided.verdict.certificate.trace.steps == (Repeat((Take("gain"),), last // 2), Take("go"))
        needed.append(len(steps))
    assert needed[0] == needed[1] == needed[2] < 100


class Watched(Portfolio):
    """Notes how much work the engines that are asked for a claim may spend."""

    granted: ClassVar[list[tuple[str, int]]] = []

    def _engine(self, name: str) -> Engine:
        return Noting(super()._engine(name), self.granted)


class Noting:
    def __init__(self, engine: Engine, granted: list[tuple[str, int]]) -> None:
        self.engine, self.granted, self.name = engine, granted, engine.name
        self.answers, self.knows_along = engine.answers, engine.knows_along

    def run(self, question: Question, budget: Budget) -> Claim | Undecided:
        self.granted.append((self.name, budget.work))
        return self.engine.run(question, budget)


def test_a_life_course_too_long_to_be_written_down_is_said_to_be_and_ends_the_search_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(evidence, "rounds_of", lambda *_: None)
    system, portfolio = counter(10**6, 500_000), Watched()
    portfolio.granted.clear()
    for item in system.model.properties[:2]:
        verdict = portfolio.decide(system, item).verdict
        assert isinstance(verdict, Unknown)
        assert "at least 499,999 steps: more than 50,000" in verdict.reason
    later = [work for name, work in portfolio.granted if name != "regions"]
    assert later
    assert max(later) <= BRIEF
    assert portfolio.decide(system, system.model.properties[2]).outcome is Outcome.HOLDS


def test_a_short_way_is_found_where_a_long_one_is_seen_first() -> None:
    text = COUNTER.format(last=10**6, goal=500_000, step=1)
    model = model_of(text.replace("event lose", "event leap in a by o\n  set n = 600000\nevent lose"))
    system = TransitionSystem(model)
    for item, outcome in zip(model.properties[:2], (Outcome.VIOLATED, Outcome.HOLDS), strict=True):
        assert Portfolio().decide(system, item).outcome is outcome


@pytest.mark.parametrize("seed", range(tries(20)))
def test_a_round_is_repeated_as_often_as_walking_it_would(seed: int) -> None:
    draw, zones = random.Random(seed), Zones([True, False, False])
    for _ in range(50):
        here, elsewhere = random_zone(draw, zones), random_zone(draw, zones)
        before, change = ([draw.randint(-6, 6) for _ in range(3)] for _ in range(2))
        point = (abs(before[0]), before[1], before[2])
        after = tuple(a + b for a, b in zip(point, change, strict=True))
        if zones.contains(elsewhere, after) or not zones.contains(here, point):
            continue
        turn = RoundStep(Delay(1), State("a", (), point), point, here, after, (elsewhere,))
        walked, at, limit = 0, after, 60
        while walked < limit and zones.contains(here, at):
            at = moved(at, tuple(change), 1)
            if zones.contains(elsewhere, at):
                break
            walked += 1
        leads_elsewhere = walked < limit and zones.contains(elsewhere, at)
        assert rounds_more(zones, (turn,)) == (walked if leads_elsewhere else 0)


def random_zone(draw: random.Random, zones: Zones) -> Zone:
    zone = zones.everything
    for _ in range(draw.randint(0, 4)):
        i, j = draw.sample(range(4), 2)
        zone = zones.constrain(zone, (zones.difference(i, j), draw.randint(-20, 60))) or zone
    return zone


def test_a_condition_of_very_many_comparisons_is_too_much_and_no_fault() -> None:
    system = counter(10**6, 500_000)
    n = AttributeTerm("n", system.model.attribute["n"].kind)
    parts = [comparison("=", n, Number(7 * value, n.kind)) for value in range(400)]
    with pytest.raises(BudgetExceededError, match="comparisons"):
        Compiled(system).split(disjunction(parts))


def test_shortening_a_long_life_compares_no_more_than_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    system = counter(40_000, 20_000)
    steps = (*(Take("gain"),) * 20_000, Take("go"))
    compared: list[int] = []

    def merged(steps: Sequence[Step]) -> tuple[Step, ...]:
        compared.append(len(steps))
        return tuple(steps)

    monkeypatch.setattr(shortening, "merged", merged)
    start = State("a", (0,), (0,))
    assert shortening.shortened(Interpreter(system.model), start, steps, lambda state: state.status == "b") == steps
    assert sum(compared) < 20 * shortening.REPLAYED
