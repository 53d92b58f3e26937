"""A short range, levels' numbers too, that is set to a term over a long range: regions say what the listing says."""

from __future__ import annotations

import pytest

from bcm_formal.system.questions import question_of
from bcm_formal.system.spoken_of import vacuity_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.sentences import verdict_of
from bcm_formal.verify.portfolio import claim_of
from bcm_formal.verify.regions import Regions
from tests.builders.loading import model_of

pytestmark = pytest.mark.slow

TEXT = """policy p "P"
  time in months
layer l
actor o
attribute long: 0 to 90, starts 3
attribute short: 0 to 9, starts 0
attribute flag: yes or no, fixed, starts any
clock age
  starts 2 months
status a in l
status b in l
  at most 3 months, then a
event grow in a by o
  set long = long + 4
event take in a by o
  set short = {term}
transition go from a to b by o
  when short at least 7
start in a
property path: every person in a can reach b
property safe: no person in b with long less than 7
property exact: no person with short is 8
property entering: every person entering b has long at least 11
property must: every person in a must reach b
property within: every person in b must reach a within 3 months
property robust: every person in a can reach b despite 1 adverse event
property some: some person can reach b with short is 9
property flagged: path to b does not depend on flag
"""


@pytest.mark.parametrize(
    "term",
    [
        "long",
        "long - 4",
        "2 * long - short",
        "9 - long",
        "if flag then long else short + 1",
        "short + long - 2",
        "if long at least 9 then 7 else 2 * long",
    ],
)
def test_a_short_range_set_from_a_long_one(term: str) -> None:
    model = model_of(TEXT.format(term=term))
    system, regions = TransitionSystem(model), Regions()
    for item in model.properties:
        question, vacuity = question_of(system, item.sentence), vacuity_of(system, item.sentence)
        claim = claim_of(regions, question, vacuity, Budget())
        assert isinstance(claim, Claim), (item.name, claim)
        assert claim.outcome is verdict_of(system, item.sentence, Budget()), item.name
        assert isinstance(check(claim, question, vacuity), Shown), item.name
