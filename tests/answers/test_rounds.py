"""What was computed for many setbacks serves fewer; bounds too large to be packed are compared all the same."""

from __future__ import annotations

import random

from bcm_formal.model.sentences import CanReach
from bcm_formal.system.questions import question_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.regions import Regions
from bcm_formal.verify.regions.zone import Zone, Zones
from tests.builders.loading import model_of

TWO_FALLS = """\
policy falls "Two falls"
  time in months
layer all
actor fate
status safe in all
status edge in all
status lost in all
status goal in all
event stay in safe by person
transition up from safe to goal by person
transition climb from edge to safe by person
transition fall from safe to edge by fate, adverse
transition push from edge to lost by fate, adverse
start in safe, edge
"""


def test_more_setbacks_first_then_fewer() -> None:
    model = model_of(f"{TWO_FALLS}property p: every person in safe can reach goal despite 1 adverse events\n")
    system, engine = TransitionSystem(model), Regions()
    sentence = model.properties[0].sentence
    assert isinstance(sentence, CanReach)
    for setbacks in (5, 4, 3, 2, 1, 2, 5):
        again = CanReach(sentence.condition, sentence.target, None, None, setbacks)
        question = question_of(system, again)
        claim = engine.run(question, Budget())
        assert isinstance(claim, Claim)
        alone = Regions().run(question, Budget())
        assert isinstance(alone, Claim)
        assert alone.outcome is claim.outcome
        assert isinstance(check(claim, question, None), Shown), setbacks


def test_supersets_are_those_that_inclusion_finds() -> None:
    zones, draw = Zones([True, True, False]), random.Random(7)
    made: list[Zone] = [zones.everything]
    while len(made) < 120:
        zone: Zone | None = draw.choice(made)
        for _ in range(draw.randint(1, 3)):
            i, j = draw.sample(range(4), 2)
            bound = zones.difference(i, j), draw.choice((draw.randint(-2, 20), draw.randint(1 << 35, 1 << 40)))
            zone = None if zone is None else zones.constrain(zone, bound)
        if zone is not None:
            made.append(zone)
    packed = [zone.packed for zone in made]
    for zone in made:
        assert [other for other in made if zone.is_subset_of(other)] == zone.supersets(packed)
