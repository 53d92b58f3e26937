"""Reforms that come with the project are read, change something, and make one model with the law that they change."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.api.changing import change_by_reforms
from bcm_formal.versions.bridging import bridge

MODELS = Path(__file__).parents[2] / "models"
FOLDER = MODELS / "united-kingdom" / "reforms"
AFTER = sorted([*FOLDER.glob("option_*.bcm"), *FOLDER.glob("increases_*.bcm")])
"""reforms that are read after the proposal, of the route or of a household"""
ALONE = sorted({*MODELS.glob("*/reforms/*.bcm")} - {*AFTER})


@pytest.mark.parametrize("reform", ALONE, ids=lambda path: path.stem)
def test_a_shipped_reform_changes_its_policy(reform: Path) -> None:
    change = change_by_reforms([], [str(reform)])
    assert change.clauses
    assert bridge(change).regimes == ("old", "new")


@pytest.mark.parametrize("option", AFTER, ids=lambda path: path.stem)
def test_an_option_of_transition_is_read_after_the_proposal(option: Path) -> None:
    of = "household" if '"../household.bcm"' in option.read_text(encoding="utf-8") else "route"
    earned = str(FOLDER / f"earned_{of}.bcm")
    proposal = change_by_reforms([], [earned])
    change = change_by_reforms([], [earned, str(option)])
    assert len(change.clauses) > len(proposal.clauses)
    assert bridge(change).regimes[:2] == ("old", "new")
