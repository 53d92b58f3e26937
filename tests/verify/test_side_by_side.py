"""Deciding side by side gives what deciding one after the other gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.model.load import load
from bcm_formal.model.model import Property
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.verify import processes
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.verify.side_by_side import decide_all

GERMANY = Path(__file__).parents[2] / "models" / "germany" / "germany.bcm"


def test_processes_bring_the_same_verdicts_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    model, _ = load(GERMANY)
    assert model is not None
    system = TransitionSystem(model)
    heard: list[str] = []

    def tell(item: Property) -> None:
        heard.append(item.name)

    monkeypatch.setattr(processes, "can_fork", lambda: True)
    shared = decide_all(system, model.properties, Portfolio(), tell)
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    alone = decide_all(system, model.properties, Portfolio(), lambda _: None)

    def shown(verdicts: tuple[object, ...]) -> list[object]:
        return [(v.property.name, v.outcome, v.certificate, v.engine, v.obligations) for v in verdicts]  # type: ignore[attr-defined]

    assert shown(alone) == shown(shared)
    assert sorted(item.name for item in model.properties) == sorted(heard)
    assert all(v.question.system.model == model or v.question.system.model.clocks for v in shared)
