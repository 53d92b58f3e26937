"""Earned settlement in the United Kingdom: who waits how much longer, and whom each option of transition saves.

The months of the four persons are those of the published matrix of ten transitional options, read exactly; the page
`docs/earned-settlement.md` is made here (`BCM_GOLDEN=write`).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bcm_formal.api.changing import change_by_reforms
from bcm_formal.versions.bridging import Bridge, bridge
from tests.builders.running import bcm
from tests.builders.waiting import Person, first_month

ROOT = Path(__file__).parents[2]
REFORMS = "models/united-kingdom/reforms"
EARNED = f"{REFORMS}/earned_route.bcm"
PAGE = ROOT / "docs" / "earned-settlement.md"
PLAIN = "sponsored and pay is general and english is B2 and not public_service and {}"
PERSONS = {
    "A": Person("skilled", 55, PLAIN.format("not below_degree")),
    "B": Person("skilled", 55, PLAIN.format("below_degree")),
    "C": Person("skilled", 12, PLAIN.format("not below_degree")),
    "D": Person("skilled", 12, PLAIN.format("below_degree")),
}
MONTHS = {
    "": [120, 180, 120, 180],
    "option_01_saving": [60, 60, 60, 60],
    "option_02_cut_off": [60, 60, 120, 180],
    "option_03_stage": [60, 60, 120, 180],
    "option_04_capped": [84, 84, 84, 84],
    "option_05_credit": [65, 70, 108, 156],
    "option_06_protected": [120, 180, 120, 180],
    "option_10_cohort": [120, 60, 120, 60],
}


def _bridge(option: str) -> Bridge:
    files = [EARNED, *([f"{REFORMS}/{option}.bcm"] if option else [])]
    return bridge(change_by_reforms([], [str(ROOT / file) for file in files]))


@pytest.mark.parametrize(("option", "months"), MONTHS.items(), ids=[option or "none" for option in MONTHS])
def test_four_persons_settle_in_the_months_of_the_matrix(option: str, months: list[int]) -> None:
    found = _bridge(option)
    assert months == [first_month(found, person, "settled") for person in PERSONS.values()]


def test_every_option_of_the_folder_is_in_the_matrix() -> None:
    assert sorted(filter(None, MONTHS)) == sorted(path.stem for path in (ROOT / REFORMS).glob("option_*.bcm"))


@pytest.mark.slow
def test_the_page_says_who_waits_how_much_longer(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    ran = bcm(monkeypatch, capfd, "diff", EARNED, "--people", "--target", "settled", "--format", "markdown")
    assert (ran.code, ran.err) == (0, "")
    rows = [f"| {_title(option)} | {' | '.join(str(month) for month in months)} |" for option, months in MONTHS.items()]
    begin, end = ("<!-- made by a test -->\n", "<!-- end -->")
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    table = "\n".join(["| option | A | B | C | D |", "|---|---|---|---|---|", *rows])
    expected = f"{before}{begin}\n{table}\n\n{ran.out.strip()}\n\n{end}{after}"
    if os.environ.get("BCM_GOLDEN") == "write":
        PAGE.write_text(expected, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == expected


def _title(option: str) -> str:
    if not option:
        return "none: the proposal applied to everybody who is not settled"
    first = (ROOT / REFORMS / f"{option}.bcm").read_text(encoding="utf-8").partition("\n")[0]
    return first.split('"')[1].removeprefix("Option ")
