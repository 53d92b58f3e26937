"""Ways in which time passes are told apart as far as they differ, the widest first; none that matters is left out."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcm_formal.system.questions import question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.engine import Explicit
from bcm_formal.verify.regions import Regions, flows
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.backward import Backward
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.flows import Flows, Waits
from bcm_formal.verify.regions.zone import Zone
from benchmarks.families.clocks import standing
from tests.builders.effort import tries
from tests.builders.loading import model_of
from tests.builders.random_models import random_model, random_sentence

STANDING = """
policy p "Three clocks that may stand"
  time in months
layer l
attribute f0: yes or no, starts no
attribute f1: yes or no, starts no
attribute f2: yes or no, starts no
clock c0
  runs while f0
  zero while not f1
clock c1
  runs while f1 or f2
  zero while f2
clock c2
  runs while f2
clock c3
  zero while f0 and f1
status s in l
status t in l
limit term in s
  while f0 and c1 at most 4 months, then t
transition up from s to t by person
  when c0 at least 2 months
   and c1 at least 1 month
event gain by person
  set f0 = yes
  set c2 = c1
start in s
property path: every person in s can reach t
"""
SYSTEM = TransitionSystem(model_of(STANDING))
COMPILED = Compiled(SYSTEM)
NAMES = COMPILED.diagrams.numeric
BOX = list(itertools.product(range(4), repeat=3))
VALUES = list(itertools.product((False, True), repeat=3))

bounds = st.lists(
    st.tuples(st.integers(0, len(NAMES)), st.integers(0, len(NAMES)), st.integers(-3, 4)).filter(
        lambda b: b[0] != b[1]
    ),
    max_size=4,
)


def zone_of(constraints: list[tuple[int, int, int]]) -> Zone | None:
    zone: Zone | None = COMPILED.zones.everything
    for i, j, bound in constraints:
        zone = None if zone is None else COMPILED.zones.constrain(zone, (COMPILED.zones.difference(i, j), bound))
    return zone


def states_in(pieces: list[Piece]) -> set[tuple[tuple[int, ...], tuple[bool, ...]]]:
    """The readings of c0, c1, c2 (the others are one) and the attributes of the states of some pieces, in a box."""
    zones, diagrams = COMPILED.zones, COMPILED.diagrams
    codes = {
        values: diagrams.algebra.cube({diagrams.bits[f"f{i}"][0]: value for i, value in enumerate(values)})
        for values in VALUES
    }
    found = set()
    for zone, bdd in pieces:
        points = [point for point in BOX if zones.contains(zone, _readings(point))]
        valued = [values for values, code in codes.items() if bdd & code != diagrams.false]
        found |= set(itertools.product(points, valued))
    return found


def _readings(point: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(point[int(name[1])] if name in ("c0", "c1", "c2") else 1 for name in NAMES)


def earlier(zone: Zone, ways: list[tuple[flows.Flow, Diagram]]) -> list[Piece]:
    found = [(COMPILED.past(flow, zone), bdd) for flow, bdd in ways]
    return [(past[0], bdd) for past, bdd in found if past is not None] + [(zone, COMPILED.diagrams.valid)]


@given(bounds)
def test_a_zone_is_led_into_from_the_same_states_by_few_ways_by_lazy_ones_and_by_all(
    constraints: list[tuple[int, int, int]],
) -> None:
    zone, valid = zone_of(constraints), COMPILED.diagrams.valid
    if zone is None:
        return
    here = COMPILED.flows("s")
    every = states_in(earlier(zone, [(flow, flow.bdd) for flow in here.all()]))
    assert states_in(earlier(zone, list(here.into(zone, valid)))) == every
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flows, "FEW", 0)
        waits = Waits(here, COMPILED.zones, zone, valid)
        patch.setattr(flows, "FEW", 1000)
        ways = [(flow, bdd) for flow, bdd, _ in waits.some(lambda _, bdd: bdd)]
        few = Flows(COMPILED, "s").few(zone)
    assert waits.widest is None
    assert states_in(earlier(zone, ways)) == every
    assert few is not None
    assert states_in(earlier(zone, [(flow, flow.bdd) for flow in few])) == every


def test_more_ways_than_few_are_not_listed() -> None:
    zone = zone_of([(0, NAMES.index("c0") + 1, -2), (0, NAMES.index("c2") + 1, -3)])
    assert zone is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flows, "FEW", 1)
        assert Flows(COMPILED, "s").few(zone) is None


def test_the_widest_ways_come_first_and_what_is_known_does_not_come() -> None:
    zone = zone_of([(0, NAMES.index("c0") + 1, -2), (0, NAMES.index("c2") + 1, -3)])
    assert zone is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flows, "FEW", 1)
        waits = Waits(COMPILED.flows("t"), COMPILED.zones, zone, COMPILED.diagrams.valid)
        ((flow, _, _),) = waits.some(lambda _, bdd: bdd)
        assert [NAMES[place] for place, runs in enumerate(flow.runs) if runs] == ["time_in_status", "c0", "c2", "c3"]
        past = COMPILED.past(flow, zone)
        assert past is not None
        assert past[0] == COMPILED.zones.everything
        assert waits.widest is not None
        assert list(waits.some(lambda _, bdd: COMPILED.diagrams.false)) == []
        assert waits.widest is None


@given(bounds)
def test_a_move_leads_into_a_zone_from_the_same_states_whatever_is_said_of_zeroed_clocks(
    constraints: list[tuple[int, int, int]],
) -> None:
    zone = zone_of(constraints)
    if zone is None:
        return
    for move in SYSTEM.moves:
        every: list[Piece] = []
        for effect in COMPILED.effects(move):
            image = COMPILED.image(effect, zone)
            if image is not None:
                every.append((image, COMPILED.unchanged(effect.update, effect.bdd_after) & effect.update.bdd))
        some = [
            (case.image, bdd)
            for case in COMPILED.cases(move, zone)
            for bdd, _ in COMPILED.before(case, COMPILED.diagrams.valid)
        ]
        assert states_in(some) == states_in(every)


def _regions_made(count: int, sentence: str) -> int:
    model = model_of(standing(count))
    question = question_of(TransitionSystem(model), {item.name: item.sentence for item in model.properties}[sentence])
    made: list[Backward] = []
    begin = Backward.__init__

    def counting(back: Backward, *given: Any, **named: Any) -> None:
        made.append(back)
        begin(back, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Backward, "__init__", counting)
        claim = Regions().run(question, Budget())
    assert isinstance(claim, Claim)
    assert claim.outcome is Outcome.HOLDS
    return sum(len(back.regions) for back in made)


@pytest.mark.parametrize("sentence", ["path", "despite"])
def test_clocks_that_stand_make_as_many_regions_as_there_are_clocks(sentence: str) -> None:
    counted = {count: _regions_made(count, sentence) for count in (6, 12)}
    assert counted[12] <= 2 * counted[6]


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, tries(200), 20))
def test_the_engine_agrees_with_the_list_of_all_states_when_every_way_waits_for_its_turn(
    first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows, "FEW", 1)
    for number in range(first, first + 20):
        draw = random.Random(-number - 1)
        model = random_model(draw)
        question = question_of(TransitionSystem(model), random_sentence(draw, model))
        claim = Regions().run(question, Budget(work=30_000))
        reference = Explicit().run(question, Budget(work=30_000))
        if isinstance(claim, Claim) and isinstance(reference, Claim):
            assert (number, claim.outcome) == (number, reference.outcome)
            assert isinstance(check(claim, question, None), Shown), number
