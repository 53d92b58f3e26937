"""What costs more than a little is put off, and then decided as it would have been."""

from __future__ import annotations

import sys

import pytest

from bcm_formal.api.run import check
from bcm_formal.model.model import Model, Property
from bcm_formal.processes import sharing
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify import portfolio
from bcm_formal.verify.decided import Decided
from bcm_formal.verify.engine import Budget
from bcm_formal.views.report.contents import Report
from tests.builders.loading import model_of
from tests.builders.policies import ladder

WAIT = """\
policy wait "Many ways to wait"
  time in months
layer low
layer high
actor authority
actor employer
attribute ready: yes or no, starts no
clock c0
  runs while ready
clock c1
  runs while not ready
status first in low
  at most 9 months, then last
status second in low
status last in low
status done in high
transition up from first to second by authority
  when c0 at least 3 months
transition over from second to done by authority
  when c1 at least 2 months
transition down from second to first by employer, adverse
event gain in low by authority
  set ready = yes
event lose in low by employer, adverse
  set ready = no
start in first
property reach: every person in second can reach done
property soon: every person in second can reach done within 2 months
property robust: every person in second can reach done despite 1 adverse event
property must: every person in first must reach second, last
property late: no person in done with c1 less than 2 months
property compared: better ready never blocks done
"""


@pytest.fixture(params=[True, False], ids=["copies", "none"], autouse=True)
def _forks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param and sys.platform == "win32":
        pytest.skip("there is no fork")
    monkeypatch.setattr(sharing, "can_fork", lambda: request.param)


def _shown(report: Report) -> list[object]:
    return [(v.property.name, v.outcome, getattr(v, "certificate", None)) for v in report.verdicts]


@pytest.mark.parametrize("model", [ladder(), model_of(WAIT)], ids=["ladder", "wait"])
def test_what_is_put_off_is_decided_all_the_same(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = _shown(check(model))
    put_off: list[str] = []
    decide_soon = portfolio.Portfolio.decide_soon

    def soon(self: portfolio.Portfolio, system: TransitionSystem, item: Property) -> Decided | None:
        found = decide_soon(self, system, item)
        put_off.extend([item.name] if found is None else [])
        return found

    monkeypatch.setattr(portfolio, "FIRST", 1)
    monkeypatch.setattr(portfolio, "SHARE", 1)
    monkeypatch.setattr(portfolio.Portfolio, "decide_soon", soon)
    assert _shown(check(model)) == expected
    if not sharing.can_fork():  # else it happened elsewhere
        assert len(put_off) > 1


def test_what_nothing_decides_is_unknown_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio, "FIRST", 1)
    monkeypatch.setattr(portfolio, "SHARE", 1)
    report = check(model_of(WAIT), budget=Budget(work=2))
    unknown = [verdict for verdict in report.verdicts if verdict.outcome is Outcome.UNKNOWN]
    assert len(report.verdicts) == 6
    assert len(unknown) > 1
