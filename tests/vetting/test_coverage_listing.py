"""What coverage says of random models is what listing their states says."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import combinations

import pytest

from bcm_formal.look.ceilings import ceilings
from bcm_formal.model.at_once import acting_at_once
from bcm_formal.model.expressions import Condition
from bcm_formal.model.model import LAW, AnyValue, Assignment, Event, Limit, Model
from bcm_formal.model.types import YesNo, admits
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Expire, State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.trace import replay
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.explicit.graph import explore
from bcm_formal.vetting.coverage.cover_points import (
    Acts,
    Clashes,
    CoverPoint,
    CoverPoints,
    Decides,
    Fulfils,
    Overruns,
    Reaches,
    Stalls,
)
from bcm_formal.vetting.coverage.coverage import Coverage, coverage_of, use_of
from tests.builders.effort import tries
from tests.builders.random_models import random_model, random_program

pytestmark = pytest.mark.slow

MODELS = tries(160)
CHUNK = 20


class Listing:
    """The coverage points met in some reachable state, read off the rules by the interpreter alone."""

    def __init__(self, model: Model) -> None:
        self.model, self.interpreter = model, Interpreter(model)

    def points(self, states: tuple[State, ...]) -> set[CoverPoint]:
        return {point for state in states for point in self._in(state)}

    def _in(self, state: State) -> Iterator[CoverPoint]:
        yield Reaches(state.status)
        if state.status in acting_at_once(self.model) and self.interpreter.is_dead_end(state):
            yield Stalls(state.status)
        for item in self.model.definitions:
            if isinstance(item.body, Condition) and self.interpreter.holds(item.body, state):
                yield Fulfils(item.name)
        for event in self.model.events:
            if state.status in event.sources:
                yield from self._event(event, state)
        for limit in self.model.limits:
            if self._is_full(limit, state):
                yield from self._overruns(limit, state)
        for step, _ in self.interpreter.changes(state):
            yield Acts(step.limit if isinstance(step, Expire) else step.event, state.status)
        yield from self._clashes(state)

    def _event(self, event: Event, state: State) -> Iterator[CoverPoint]:
        missed = [i for i, item in enumerate(event.requirements) if not self.interpreter.holds(item.condition, state)]
        if len(missed) == 1:
            yield Decides(event.name, missed[0])
        if not missed:
            yield from self._overruns(event, state)

    def _is_full(self, limit: Limit, state: State) -> bool:
        clock = [item.name for item in self.model.clocks].index(limit.clock)
        return (
            state.status in limit.statuses
            and self.interpreter.holds(limit.condition, state)
            and self.interpreter.holds(limit.when, state)
            and state.clocks[clock] >= self.interpreter.value(limit.bound, state)
        )

    def _overruns(self, rule: Event | Limit, state: State) -> Iterator[Overruns]:
        for item in rule.assignments:
            if not self._is_in_range(item, state):
                yield Overruns(rule.name, item.name)

    def _is_in_range(self, item: Assignment, state: State) -> bool:
        if isinstance(item.value, AnyValue):
            return True
        if item.name in self.model.clock:
            return self.interpreter.value(item.value, state) >= 0  # type: ignore[arg-type]
        kind = self.model.attribute[item.name].kind
        return isinstance(kind, YesNo) or admits(kind, self.interpreter.value(item.value, state))  # type: ignore[arg-type]

    def _clashes(self, state: State) -> Iterator[Clashes]:
        order = [*self.model.event, *self.model.limit]
        acting: dict[str, str] = {}
        for step, after in self.interpreter.changes(state):
            rule: Event | Limit
            rule = self.model.limit[step.limit] if isinstance(step, Expire) else self.model.event[step.event]
            if isinstance(rule, Limit) or (rule.actor == LAW and rule.target is not None):
                acting[rule.name] = after.status
        for one, other in combinations(sorted(acting, key=order.index), 2):
            if acting[one] != acting[other]:
                yield Clashes(one, other)


def found(
    number: int, drawn: Callable[[random.Random], Model] = random_model
) -> tuple[Coverage, set[CoverPoint]] | None:
    """Coverage of a random model, and what listing its states says; None if it has too many, or cannot list them."""
    system = TransitionSystem(drawn(random.Random(number)))
    points = CoverPoints(system)
    asked = (*points.places(), *points.definitions(), *points.decisions(), *points.accidents())
    limits = ceilings(system, [condition for point in asked for condition in points.where(point).values()])
    listing = Listing(system.model)
    try:
        graph = explore(listing.interpreter, limits, Budget(work=30_000))
    except (BudgetExceededError, UnboundedChoiceError):
        return None
    return coverage_of(system), listing.points(graph.states)


def expected(coverage: Coverage, listed: set[CoverPoint]) -> set[CoverPoint]:
    """The points that must be found never to be met: those that are not, where the rules about asking apply."""
    points = CoverPoints(coverage.system)
    asked = {
        *points.places(),
        *points.definitions(),
        *(c for c in points.decisions() if c.event not in coverage.idle),
    }
    never = asked - listed - coverage.undecided
    return {point for point in never if isinstance(point, Reaches) or needs(coverage, point) - coverage.unreached}


def needs(coverage: Coverage, point: CoverPoint) -> set[str]:
    """The statuses in which a chance may come about at all; where there is none by its form, any."""
    where = CoverPoints(coverage.system).where(point)
    return set(where) or {"none by its form"}


@pytest.mark.parametrize("first", range(0, MODELS, CHUNK))
def test_what_coverage_finds_is_what_listing_the_states_says(first: int) -> None:
    assert wrongly_found(first, random_model) == []


@pytest.mark.parametrize("first", range(0, MODELS // 2, CHUNK))
def test_so_it_is_where_statuses_act_at_once(first: int) -> None:
    assert wrongly_found(first, random_program) == []


def wrongly_found(first: int, drawn: Callable[[random.Random], Model]) -> list[object]:
    """Numbers of models about which coverage and listing differ, with how they do."""
    wrong: list[object] = []
    for number in range(first, first + CHUNK):
        both = found(number, drawn)
        if both is None:
            continue
        coverage, listed = both
        never = {point for point in coverage.never if type(point).__name__ not in ("Meets", "Applies")}
        accidents = {point for point in listed if isinstance(point, Overruns | Clashes | Stalls)} - coverage.undecided
        if (expected(coverage, listed), accidents) != (never, set(coverage.accidents)):
            wrong.append((number, expected(coverage, listed) ^ never, accidents ^ set(coverage.accidents)))
    return wrong


@pytest.mark.parametrize("first", range(0, MODELS, 4 * CHUNK))
def test_every_finding_has_evidence_that_is_accepted_again(first: int) -> None:
    for number in range(first, first + CHUNK):
        coverage = coverage_of(TransitionSystem(random_model(random.Random(number))))
        for proof in coverage.never.values():
            assert isinstance(check(Claim(proof.outcome, proof.certificate, proof.engine), proof.question, None), Shown)
        interpreter, points = Interpreter(coverage.system.model), CoverPoints(coverage.system)
        for accident, trace in coverage.accidents.items():
            last = replay(interpreter, trace)[-1]
            assert interpreter.holds(points.where(accident)[last.status], last)


def test_what_is_in_use_is_the_same_whether_more_is_asked_or_not() -> None:
    for number in range(40):
        system = TransitionSystem(random_model(random.Random(number)))
        whole, part = coverage_of(system), use_of(system)
        assert (number, whole.unreached, whole.idle) == (number, part.unreached, part.idle)


def test_nearly_everything_about_random_models_is_decided() -> None:
    """Otherwise the tests above would agree about nothing."""
    every = [coverage_of(TransitionSystem(random_model(random.Random(number)))) for number in range(60)]
    assert sum(len(item.undecided) for item in every) <= 0.02 * sum(len(item.never) for item in every)
    assert all(sum(len(getattr(item, name)) for item in every) > 20 for name in ("never", "accidents"))
