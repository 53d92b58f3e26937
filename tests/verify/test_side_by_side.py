"""Deciding side by side gives what deciding one after the other gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.api import check, load
from bcm_formal.diagnostics import render_all
from bcm_formal.verify import processes
from bcm_formal.views.report.contents import Report

GERMANY = Path(__file__).parents[2] / "models" / "germany" / "germany.bcm"


def test_processes_bring_the_same_verdicts_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    model = load(GERMANY)
    heard: list[str] = []
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    shared = check(model, progress=heard.append)
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    alone = check(model)

    def shown(report: Report) -> list[object]:
        return [(v.property.name, v.outcome, v.certificate, v.engine, v.obligations) for v in report.verdicts]

    assert shown(alone) == shown(shared)
    assert alone.scenarios == shared.scenarios
    assert render_all(alone.diagnostics) == render_all(shared.diagnostics)
    assert [item.name for item in model.properties] == [verdict.property.name for verdict in shared.verdicts]
    assert all(any(f" {item.name}" in text for text in heard) for item in model.properties)
    assert all(v.question.system.model == model or v.question.system.model.clocks for v in shared.verdicts)
