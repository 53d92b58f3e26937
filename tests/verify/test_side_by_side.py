"""Deciding side by side gives what deciding one after the other gives."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from bcm_formal.api.loading import load
from bcm_formal.api.run import check
from bcm_formal.diagnostics import render_all
from bcm_formal.processes import sharing as processes
from bcm_formal.system.questions import with_observer
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.verdict import Holds, Vacuous, Violated
from bcm_formal.verify.grouping import Parcel, groups_of
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.views.report.contents import Report
from tests.builders.ladder import LADDER
from tests.builders.loading import model_of

MODELS = Path(__file__).parents[2] / "models"
GERMANY = MODELS / "germany" / "germany.bcm"
NONDET = Path(__file__).parents[1] / "cases" / "nondet_obligations.bcm"


@pytest.mark.slow
def test_processes_bring_the_same_verdicts_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    model = load(GERMANY)
    heard: list[str] = []
    copies: list[int] = []
    fork = os.fork

    def counted() -> int:
        copies.append(1)
        return fork()

    monkeypatch.setattr(os, "fork", counted)
    monkeypatch.setattr(processes, "can_fork", lambda: False)
    alone = check(model)
    assert copies == []
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    shared = check(model, progress=heard.append)
    assert copies

    def shown(report: Report) -> list[object]:
        return [(v.property.name, v.outcome, v.certificate, v.engine, v.obligations) for v in report.verdicts]

    assert shown(alone) == shown(shared)
    assert alone.scenarios == shared.scenarios
    assert render_all(alone.diagnostics) == render_all(shared.diagnostics)
    assert [item.name for item in model.properties] == [verdict.property.name for verdict in shared.verdicts]
    names = [item.name for item in model.properties]
    assert any(f" {name}" in text for text in heard for name in names)
    for verdict in shared.verdicts:
        assert isinstance(verdict, Holds | Violated | Vacuous)
        assert verdict.asked.system.model is model
        assert verdict.question.system.policy is model


def test_every_property_is_in_one_group_and_those_about_one_goal_are_together() -> None:
    items = model_of(
        f"{LADDER}"
        "property a: every person in inside can reach goal\n"
        "property b: every person in inside can reach goal within 30 years\n"
        "property c: no dead ends\n"
        "property d: some person in outside can reach goal\n"
        "property e: every person in inside can reach goal by person\n"
        "property f: better language never blocks goal\n"
        "property g: no person in outside can reach goal\n"
        "property h: every person in inside can reach goal even by adverse events\n"
    ).properties
    assert ["".join(items[number].name for number in group) for group in groups_of(items)] == [
        "af",
        "b",
        "c",
        "dgh",
        "e",
    ]


@pytest.mark.slow
def test_the_evidence_does_not_depend_on_what_the_same_process_decided_before() -> None:
    model = load(NONDET)
    system = TransitionSystem(model)
    groups = groups_of(model.properties)

    def evidence(groups: list[list[int]], portfolio: Portfolio) -> dict[int, object]:
        verdicts = {n: portfolio.decide(system, model.properties[n]).verdict for group in groups for n in group}
        shown = {n: (v, *v.parts) for n, v in verdicts.items()}
        return {n: [(v.outcome, v.obligations, v.certificate, v.somebody) for v in vs] for n, vs in shown.items()}

    alone: dict[int, object] = {}
    for group in groups:
        alone |= evidence([group], Portfolio())
    assert alone == evidence(groups, Portfolio())
    assert alone == evidence(groups[::-1], Portfolio())


def test_what_travels_leaves_the_policy_behind_and_speaks_of_that_of_the_receiver() -> None:
    model, again = load(GERMANY), load(GERMANY)
    system, there = TransitionSystem(model), TransitionSystem(again)
    verdict = Portfolio().decide(system, model.properties[0]).verdict
    assert isinstance(verdict, Holds | Violated | Vacuous)
    sent = pickle.dumps(Parcel(verdict, system))
    assert len(sent) < len(pickle.dumps(verdict)) / 2
    come = pickle.loads(sent).opened(there)
    assert come.asked.system is there
    assert come.property is again.properties[0]
    assert come.question.system in (there, with_observer(there))
    assert (come.outcome, come.certificate) == (verdict.outcome, verdict.certificate)


def test_a_formula_about_a_model_of_its_own_takes_that_along() -> None:
    model = model_of(f"{LADDER}property p1: ctl AG (in worker implies AF in goal)\n")
    system = TransitionSystem(model)
    verdict = Portfolio().decide(system, model.properties[0]).verdict
    come = pickle.loads(pickle.dumps(Parcel(verdict, system))).opened(system)
    assert verdict.shown is not None
    assert come.shown.question.system.model == verdict.shown.question.system.model
    assert come.shown.question.system.policy is model
