"""States that are known to be reachable are found again by the pieces that they lie in."""

from __future__ import annotations

import random

import pytest

from bcm_formal.look.exploration import Explorer, some_starts
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.evidence import Concretizer
from bcm_formal.verify.regions.remembered import Remembered
from bcm_formal.verify.regions.zone import Zone
from tests.builders.loading import model_of

TEXT = """\
policy p
  time in months
layer l
attribute good: yes or no, starts any
attribute points: 0 to 2, starts 0
clock stay
clock far
  runs while good
status a in l
status b in l
transition go from a to b by person
event add in a by person
  when points less than 2
  set points = points + 1
event again in a, b by person
  set good = any
start in a
"""
HUGE = 2**40


def _zone(compiled: Compiled, draw: random.Random) -> Zone:
    """A zone with some random bounds, sometimes huge ones and sums, which do not fit side by side."""
    zone: Zone = compiled.zones.everything
    for _ in range(draw.randint(0, 3)):
        form = tuple(draw.choice((-1, 0, 0, 1, 1)) for _ in range(compiled.zones.count))
        bound = HUGE if draw.random() < 0.1 else draw.randint(-4, 8)
        zone = compiled.zones.constrain(zone, (form, bound)) or zone
    return zone


@pytest.mark.parametrize("seed", range(20))
def test_a_state_is_found_exactly_if_one_is_in_a_piece_and_in_no_other(seed: int) -> None:
    draw = random.Random(seed)
    system = TransitionSystem(model_of(TEXT))
    compiled = Compiled(system)
    concretizer = Concretizer(compiled)
    remembered = Remembered(compiled, concretizer)
    states = list(Explorer(system).explore(some_starts(system), 150).arrivals)
    draw.shuffle(states)
    states[0] = states[0]._replace(clocks=tuple(HUGE for _ in states[0].clocks))
    diagrams = compiled.diagrams
    for state in states:
        remembered.add(state)
    found = 0
    for _ in range(100):
        one, other = (
            [
                (
                    _zone(compiled, draw),
                    diagrams.value("good", draw.random() < 0.5) | diagrams.value("points", draw.randint(0, 2)),
                )
                for _ in range(draw.randint(0, 2))
            ]
            for _ in range(2)
        )

        def has(pieces: list[Piece], number: int) -> bool:
            return any(concretizer.contains(zone, bdd, states[number]) for zone, bdd in pieces)

        numbers = [number for number, state in enumerate(states) if state.status == "a"]
        expected = next((states[n] for n in numbers if has(one, n) and not has(other, n)), None)
        assert remembered.first_in("a", one, other) == expected
        found += expected is not None
        for zone, bdd in one:
            among = [n for n in numbers if has([(zone, bdd)], n)]
            looked_up = remembered.one_in("a", zone, bdd)
            assert (looked_up is None) == (among == [])
            assert looked_up is None or looked_up in [states[n] for n in among]
    assert 0 < found < 100


def test_a_state_that_is_added_later_is_found_in_a_zone_that_was_asked_about() -> None:
    system = TransitionSystem(model_of(TEXT))
    compiled = Compiled(system)
    remembered = Remembered(compiled, Concretizer(compiled))
    everything, valid = compiled.zones.everything, compiled.diagrams.valid
    assert remembered.one_in("a", everything, valid) is None
    state = next(iter(Explorer(system).explore(some_starts(system), 1).arrivals))
    remembered.add(state)
    assert remembered.one_in("a", everything, valid) == state
    assert remembered.one_in("b", everything, valid) is None
