"""A stored proof that still holds saves the search; one that does not is left aside, and no verdict depends on it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bcm_formal.api.run import check
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.decided import STORED, Decided
from bcm_formal.views.report.formats import Format, Look, written
from tests.builders.effort import tries
from tests.builders.folders import certificate, home_of_proofs
from tests.builders.loading import model_of
from tests.builders.policies import LADDER

pytestmark = pytest.mark.slow

HARMLESS = LADDER.replace('"A ladder with a way off"', '"Another title"').replace(
    "property speaks_when_settled", "event nap in worker by person\n  set plan = rest\nproperty speaks_when_settled"
)
HARMFUL = LADDER.replace("stay at least 3 years\nproperty", "stay at least 7 years\nproperty").replace(
    "  set insured = yes", "  set insured = no"
)
EMPTY = LADDER.replace(
    "transition enter from abroad to worker by office", "transition enter from settled to worker by office"
)


def verdicts_of(text: str, proofs: Path | None) -> dict[str, Decided]:
    report = check(model_of(text), proofs=proofs, coverage=False)
    return {item.verdict.property.name: item for item in report.decided}


def outcomes(found: dict[str, Decided]) -> dict[str, Outcome]:
    return {name: verdict.outcome for name, verdict in found.items()}


def test_an_unchanged_model_is_verified_by_its_stored_proofs(tmp_path: Path) -> None:
    found = verdicts_of(LADDER, home_of_proofs(tmp_path) / "proofs" / "ladder")
    assert all(verdict.reused for verdict in found.values())
    assert outcomes(verdicts_of(LADDER, None)) == outcomes(found)


@pytest.mark.parametrize("text", [HARMLESS, HARMFUL, EMPTY], ids=["harmless", "harmful", "empty"])
def test_a_changed_model_has_the_verdicts_it_has_without_proofs(tmp_path: Path, text: str) -> None:
    with_proofs = verdicts_of(text, home_of_proofs(tmp_path) / "proofs" / "ladder")
    assert outcomes(verdicts_of(text, None)) == outcomes(with_proofs)


def test_proofs_survive_a_harmless_change(tmp_path: Path) -> None:
    found = verdicts_of(HARMLESS, home_of_proofs(tmp_path) / "proofs" / "ladder")
    kept = {name for name, verdict in found.items() if verdict.reused}
    assert {"speaks_when_settled", "nobody_settles", "early_worker", "in_three_years", "everybody"} <= kept


def test_proofs_do_not_survive_a_harmful_change(tmp_path: Path) -> None:
    found = verdicts_of(HARMFUL, home_of_proofs(tmp_path) / "proofs" / "ladder")
    verdict = found["early_worker"]
    assert (verdict.outcome, verdict.reused) == (Outcome.VIOLATED, False)
    assert verdict.tried[0][0] == STORED


def test_a_condition_that_nobody_meets_any_more_makes_the_property_vacuous(tmp_path: Path) -> None:
    found = verdicts_of(EMPTY, home_of_proofs(tmp_path) / "proofs" / "ladder")
    assert Outcome.VACUOUS is found["early_worker"].outcome


@pytest.mark.parametrize("seed", range(tries(12)))
def test_proofs_deleted_or_spoilt_never_change_a_verdict(tmp_path: Path, seed: int) -> None:
    home, draw = home_of_proofs(tmp_path), random.Random(seed)
    expected = outcomes(verdicts_of(LADDER, None))
    names = list(expected)
    for name in names:
        path = certificate(home, name)
        text = path.read_text("utf-8")
        match draw.randint(0, 6):
            case 0:
                path.unlink()
            case 1:
                path.write_text(text[: draw.randrange(len(text))], encoding="utf-8")
            case 2:
                other = certificate(home, draw.choice(names))
                path.write_bytes(other.read_bytes() if other.exists() else b"")
            case 3:
                path.write_bytes(draw.randbytes(2_000))
            case 4:
                for old, new in (("HOLDS", "VIOLATED"), ("VIOLATED", "HOLDS")):
                    if f"shows {old}" in text:
                        path.write_text(text.replace(f"shows {old}", f"shows {new}"), encoding="utf-8")
            case 5:
                place = draw.randrange(len(text))
                path.write_text(text[:place] + draw.choice("0123456789 ()x") + text[place + 1 :], encoding="utf-8")
    assert expected == outcomes(verdicts_of(LADDER, home / "proofs" / "ladder"))


def test_the_report_says_which_proofs_were_reused_and_which_were_of_no_use(tmp_path: Path) -> None:
    home = home_of_proofs(tmp_path)
    certificate(home, "robust").write_text("nonsense", encoding="utf-8")
    report = check(model_of(LADDER), ("robust", "early_worker"), proofs=home / "proofs" / "ladder")
    brief = written((report,), Format.TEXT, 0, Look())
    assert "proof reused for 1 of 2 properties" in brief
    assert "of no use" not in brief
    full = written((report,), Format.TEXT, 0, Look(verbose=True))
    assert "the stored proof is of no use: it does not begin as a certificate does" in " ".join(full.split())
    (early,) = (item.verdict.obligations for item in report.decided if item.reused)
    assert f"proof reused; {early} obligations proved again by z3" in full
