"""The page that is kept of a mistake of ours: whose it is, about what, and the evidence."""

from __future__ import annotations

import pytest

from bcm_formal.api.run import check
from bcm_formal.trust.verdict import Fault
from bcm_formal.verify import portfolio
from bcm_formal.verify.ctl import decide as ctl
from bcm_formal.verify.portfolio import ENGINES
from bcm_formal.views.report.fault import fault_pages
from tests.builders.ladder import LADDER
from tests.builders.liars import Liar
from tests.builders.loading import model_of


def test_refused_evidence_is_kept_with_what_it_was_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio, "ENGINES", {**ENGINES, "regions": Liar})
    text = f"{LADDER}property p1: no person in worker\nproperty p2: ctl AG (in pr implies AG in pr)\n"
    report = check(model_of(text), engine="regions", coverage=False)
    pages = dict(fault_pages((report,)))
    assert list(pages) == ["p1", "p2"]
    assert "property p1: no person in worker\nengine regions\nrefused because it claims HOLDS, but " in pages["p1"]
    assert "\nproperty p2: ctl AG (in pr implies AG in pr)\n" in pages["p2"]
    assert all("start in abroad" in page or "in abroad" in page for page in pages.values())


def test_of_engines_that_disagree_it_is_kept_what_each_says(monkeypatch: pytest.MonkeyPatch) -> None:
    says = {"regions": lambda *_: True, "explicit": lambda *_: False}
    monkeypatch.setattr(ctl, "_EVALUATORS", says)
    monkeypatch.setattr(ctl, "_shown", lambda *_: None)
    monkeypatch.setattr(ctl, "_refuted_everywhere", lambda *_: None)
    report = check(model_of(f"{LADDER}property p1: ctl EF AG in pr\n"), coverage=False)
    (verdict,) = report.verdicts
    assert isinstance(verdict, Fault)
    ((name, page),) = fault_pages((report,))
    assert name == "p1"
    assert "engine regions + explicit\ntwo engines disagree: regions says HOLDS, explicit says VIOLATED\n" in page
