"""Reforms that come with the project are read, change something, and make one model with the law that they change."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.api.changing import change_by_reforms
from bcm_formal.versions.bridging import bridge

MODELS = Path(__file__).parents[2] / "models"
EARNED = MODELS / "united-kingdom" / "reforms" / "earned_route.bcm"
OPTIONS = sorted(EARNED.parent.glob("option_*.bcm"))
ALONE = sorted({*MODELS.glob("*/reforms/*.bcm")} - {*OPTIONS})


@pytest.mark.parametrize("reform", ALONE, ids=lambda path: path.stem)
def test_a_shipped_reform_changes_its_policy(reform: Path) -> None:
    change = change_by_reforms([], [str(reform)])
    assert change.clauses
    assert bridge(change).regimes == ("old", "new")


@pytest.mark.parametrize("option", OPTIONS, ids=lambda path: path.stem)
def test_an_option_of_transition_is_read_after_the_proposal(option: Path) -> None:
    proposal = change_by_reforms([], [str(EARNED)])
    change = change_by_reforms([], [str(EARNED), str(option)])
    assert len(change.clauses) > len(proposal.clauses)
    assert bridge(change).regimes[:2] == ("old", "new")
