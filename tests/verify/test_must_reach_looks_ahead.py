"""`must reach` looks only at statuses that lie ahead of the origin, before the goal."""

from __future__ import annotations

import pytest

from bcm_formal.system.asked import asked_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import PursuitProof
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import decide
from bcm_formal.verify.regions import Regions
from tests.builders.loading import model_of

POLICY = """\
policy ahead "What lies ahead"
  time in months
layer low
layer high
actor authority
attribute ready: yes or no, starts any
clock waited
  runs in middle
status first in low
  at most 2 months, then middle
status middle in low
  at most 3 months, then goal
status aside in low
status goal in high
status beyond in high
transition go from first to middle by authority
transition stray from first to aside by authority
  when {stray}
transition arrive from middle to goal by authority
transition on from goal to beyond by authority
transition back from beyond to aside by authority
  when waited at least 1 month
start in first
property meets:
  every person in first must reach goal{within}
"""


def _asked(stray: str = "ready and not ready", within: str = " within 5 months") -> TransitionSystem:
    return TransitionSystem(model_of(POLICY.format(stray=stray, within=within)))


@pytest.mark.parametrize("within", [" within 5 months", ""])
def test_the_proof_speaks_of_no_status_that_is_not_ahead_of_the_origin(within: str) -> None:
    system = _asked(within=within)
    item = system.model.properties[0]
    claim = Regions().run(asked_of(system, item).question, Budget())
    assert isinstance(claim, Claim)
    assert isinstance(claim.certificate, PursuitProof)
    named = [status for status, _ in claim.certificate.pursuit.conditions]
    assert "beyond" not in named
    assert "middle" in named
    assert decide(system, item).outcome is Outcome.HOLDS


@pytest.mark.parametrize(
    ("stray", "within", "outcome"),
    [
        ("ready", "", Outcome.VIOLATED),
        ("ready", " within 5 months", Outcome.VIOLATED),
        ("ready and not ready", " within 4 months", Outcome.VIOLATED),
        ("ready and not ready", " within 5 months", Outcome.HOLDS),
    ],
)
def test_who_strays_or_is_late_on_the_way_is_found(stray: str, within: str, outcome: Outcome) -> None:
    system = _asked(stray, within)
    assert decide(system, system.model.properties[0]).outcome is outcome
