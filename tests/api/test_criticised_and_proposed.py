"""The proposal and what it criticises, side by side: the page `docs/criticised-and-proposed.md` is made here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bcm_formal.api.run import check_all
from bcm_formal.model.load import load
from bcm_formal.model.model import Model, Property
from bcm_formal.project.request import Request
from bcm_formal.trust.claim import Outcome
from bcm_formal.views.report.contents import Report
from tests.builders.pages import is_made
from tests.builders.told_life import told_by_month

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("criticised_and_proposed")]

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
PAGE = ROOT / "docs" / "criticised-and-proposed.md"
PROPOSED, CRITICISED, CONTROL = "bcm", "temporary_only", "temporary_with_bridge"
FILES = {
    PROPOSED: MODELS / "bcm" / "bcm.bcm",
    CRITICISED: MODELS / "temporary_only" / "temporary_only.bcm",
    CONTROL: MODELS / "temporary_only" / "with_bridge.bcm",
}
MARKS = {Outcome.HOLDS: "✅", Outcome.VIOLATED: "❌", Outcome.VACUOUS: "⭕"}
LANGUAGE = ((6, "study"), (12, "study"), (18, "study"))
LIVES: dict[str, tuple[str, tuple[tuple[int, str], ...]]] = {
    PROPOSED: (
        "route is work and indicator_rule is all_four",
        (
            (0, "hired_as_trainee"),
            (0, "register"),
            (0, "train"),
            (0, "train"),
            (0, "join_community"),
            *LANGUAGE,
            (24, "settle"),
            (84, "apply"),
            (90, "grant"),
        ),
    ),
    CRITICISED: (
        "route is work and plan_filed and not couple",
        (
            (0, "hired_as_trainee"),
            (0, "register"),
            (0, "train"),
            (0, "train"),
            *LANGUAGE,
            (36, "training_done"),
            (96, "cap_used"),
        ),
    ),
}


@cache
def _found() -> tuple[tuple[Property, ...], dict[str, dict[str, Outcome]]]:
    """What is asked, and the verdicts by property, then by policy."""
    request = Request(tuple(FILES.values()), questions=(MODELS / "claims.bcm",), fresh=True, coverage=False)
    results, _ = check_all(request)
    found: dict[str, dict[str, Outcome]] = {}
    asked: tuple[Property, ...] = ()
    for report in results:
        assert isinstance(report, Report)
        asked = tuple(verdict.property for verdict in report.verdicts)
        for verdict in report.verdicts:
            found.setdefault(verdict.property.name, {})[report.model.name] = verdict.outcome
    return asked, found


def _verdicts() -> dict[str, dict[str, Outcome]]:
    return _found()[1]


def test_everything_is_asked_of_each_and_decided() -> None:
    assert all(set(row) == set(FILES) and set(row.values()) <= set(MARKS) for row in _verdicts().values())


def test_most_claims_tell_the_two_apart() -> None:
    rows = _verdicts().values()
    apart = [row for row in rows if row[PROPOSED] is not row[CRITICISED]]
    assert 2 * len(apart) > len(rows)


def test_the_proposal_refutes_each_of_the_three_fears_and_the_criticised_system_none() -> None:
    fears = [row for name, row in _verdicts().items() if name.startswith("fear_")]
    assert [row[PROPOSED] for row in fears] == [Outcome.VIOLATED] * 3
    assert [row[CRITICISED] for row in fears] == [Outcome.HOLDS] * 3


def test_the_bridge_opens_a_way_that_there_was_not() -> None:
    row = _verdicts()["way_by_work"]
    assert (row[CRITICISED], row[CONTROL]) == (Outcome.VIOLATED, Outcome.HOLDS)


def test_the_page_says_what_was_found() -> None:
    is_made(PAGE, "made by a test", _tables())


def _tables() -> str:
    asked, _ = _found()
    claims = [item for item in asked if not item.name.startswith("fear_")]
    fears = [item for item in asked if item.name.startswith("fear_")]
    head = "| {} | in the article | proposed | criticised | with the bridge |"
    rule = "|---|---|---|---|---|"
    return "\n".join(
        [
            "## The claims",
            "",
            *(head.format("claim"), rule, *map(_row, claims)),
            "",
            f"{_apart(claims)} of {len(claims)} claims come out differently in the proposal and in what it criticises.",
            "",
            "## The three fears",
            "",
            *(head.format("fear"), rule, *map(_row, fears)),
            "",
            "## One life in both",
            "",
            *_lives(),
        ]
    )


def _apart(claims: list[Property]) -> int:
    rows = _verdicts()
    return sum(rows[item.name][PROPOSED] is not rows[item.name][CRITICISED] for item in claims)


def _row(item: Property) -> str:
    marks = " | ".join(MARKS[_verdicts()[item.name][policy]] for policy in FILES)
    return f"| {item.title} (`{item.name}`) | “{' '.join(item.origin.quotes)}” | {marks} |"


def _lives() -> list[str]:
    told = {policy: told_by_month(_model(policy), *life) for policy, life in LIVES.items()}
    months = sorted({month for life in told.values() for month in life})
    rows = [f"| {month} | {' | '.join(told[policy].get(month, '') for policy in LIVES)} |" for month in months]
    return ["| month | proposed | criticised |", "|---|---|---|", *rows]


def _model(policy: str) -> Model:
    model, _ = load(FILES[policy])
    assert model is not None
    return model
