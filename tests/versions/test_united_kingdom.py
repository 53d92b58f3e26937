"""Earned settlement in the United Kingdom: who waits how much longer, and whom each option of transition saves.

The months of the four persons are those of the published matrix of ten transitional options, read exactly; the page
`docs/earned-settlement.md` is made here (`BCM_GOLDEN=write`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from bcm_formal.api.changing import change_by_reforms
from bcm_formal.versions.bridging import Bridge, bridge
from bcm_formal.versions.people.effects import Rung
from bcm_formal.versions.transitions import transitions
from bcm_formal.views.report.people import effect_words
from bcm_formal.views.report.transitions import saved_words
from tests.builders.pages import is_made
from tests.builders.running import bcm
from tests.builders.waiting import Person, first_month

ROOT = Path(__file__).parents[2]
REFORMS = "models/united-kingdom/reforms"
EARNED = f"{REFORMS}/earned_route.bcm"
HOUSEHOLD = f"{REFORMS}/earned_household.bcm"
PAGE = ROOT / "docs" / "earned-settlement.md"
PLAIN = "sponsored and pay is general and english is B2 and not public_service and {}"
PERSONS = {
    "A": Person("skilled", 55, PLAIN.format("not below_degree")),
    "B": Person("skilled", 55, PLAIN.format("below_degree")),
    "C": Person("skilled", 12, PLAIN.format("not below_degree")),
    "D": Person("skilled", 12, PLAIN.format("below_degree")),
}
ALONE = "not below_degree and {} and {} and aged is {}"
FAMILY = {
    "A, who can pay for an extension": Person("skilled", 55, ALONE.format("pays", "earns", "infant")),
    "A, who cannot": Person("skilled", 55, ALONE.format("not pays", "earns", "infant")),
    "A's partner, with an income": Person("partner", 55, ALONE.format("pays", "earns", "infant")),
    "A's partner, without": Person("partner", 55, ALONE.format("pays", "not earns", "infant")),
    "A's child, an infant on arrival": Person("child", 55, ALONE.format("pays", "not earns", "infant")),
    "A's child, ten on arrival, later with an income": Person("child", 55, ALONE.format("pays", "earns", "ten")),
    "A's child, ten on arrival, without": Person("child", 55, ALONE.format("pays", "not earns", "ten")),
    "A's child, fifteen on arrival, without": Person("child", 55, ALONE.format("pays", "not earns", "fifteen")),
}
MONTHS = {
    "": [120, 180, 120, 180],
    "option_01_saving": [60, 60, 60, 60],
    "option_02_cut_off": [60, 60, 120, 180],
    "option_03_stage": [60, 60, 120, 180],
    "option_04_capped": [84, 84, 84, 84],
    "option_05_credit": [65, 70, 108, 156],
    "option_06_protected": [120, 180, 120, 180],
    "option_07_ring_fenced": [60, 60, 60, 60],
    "option_08_family": [120, 180, 120, 180],
    "option_09_fees": [120, 180, 120, 180],
    "option_10_cohort": [120, 60, 120, 60],
}
OF_HOUSEHOLDS: dict[str, list[int | None]] = {
    "": [120, None, 120, None, 120, 120, None, None],
    "option_07_ring_fenced": [60, 60, 60, 60, 60, 60, 60, 60],
    "option_08_family": [120, None, 60, 60, 60, 60, 60, 60],
    "option_09_fees": [120, 120, 120, None, 120, 120, None, None],
}
INCREASED = "sponsored and came is lawfully and funds is {} and pay is {} and english is {} and {} and {}"
ARITHMETIC = {
    "a nurse, five years in public service": ("no_funds", "general", "B2", "public_service", "not below_degree"),
    "a care worker with English at C1": ("no_funds", "general", "C1", "not public_service", "below_degree"),
    "55,000 pounds and C1": ("no_funds", "higher", "C1", "not public_service", "not below_degree"),
    "the same, eight months of public funds": (
        "under_a_year",
        "higher",
        "C1",
        "not public_service",
        "not below_degree",
    ),
    "130,000 pounds": ("no_funds", "top", "B2", "not public_service", "not below_degree"),
}
READINGS = {
    ("increases_net", ""): [60, 168, 60, 120, 36],
    ("increases_dominant", " and tie is reduces"): [60, 168, 60, 60, 36],
    ("increases_dominant", " and tie is increases"): [60, 168, 60, 180, 36],
}
SAVING = ("option_01_saving", "option_02_cut_off", "option_03_stage", "option_10_cohort")


@cache
def _bridge(option: str, proposal: str = EARNED) -> Bridge:
    files = [proposal, *([f"{REFORMS}/{option}.bcm"] if option else [])]
    return bridge(change_by_reforms([], [str(ROOT / file) for file in files]))


def _settled(option: str) -> str:
    return "ring_fenced" if option == "option_07_ring_fenced" else "settled"


@pytest.mark.parametrize(("option", "months"), MONTHS.items(), ids=[option or "none" for option in MONTHS])
def test_four_persons_settle_in_the_months_of_the_matrix(option: str, months: list[int]) -> None:
    if option in OF_HOUSEHOLDS and option:
        found = _bridge(option, HOUSEHOLD)
        persons = [
            Person("skilled", person.after, f"pays and earns and aged is infant and {person.values.split(' and ')[-1]}")
            for person in PERSONS.values()
        ]
    else:
        found, persons = _bridge(option), list(PERSONS.values())
    assert months == [first_month(found, person, _settled(option)) for person in persons]


@pytest.mark.parametrize(("option", "months"), OF_HOUSEHOLDS.items(), ids=[item or "none" for item in OF_HOUSEHOLDS])
def test_a_household_settles_in_these_months(option: str, months: list[int | None]) -> None:
    found = _bridge(option, HOUSEHOLD)
    assert months == [first_month(found, person, _settled(option)) for person in FAMILY.values()]
    old = [first_month(found, person.without_reform(), "settled") for person in FAMILY.values()]
    assert old == [60] * len(FAMILY)


def test_public_funds_are_had_in_the_months_of_the_proposal_where_they_are_ring_fenced() -> None:
    found = _bridge("option_07_ring_fenced", HOUSEHOLD)
    assert [first_month(found, person, "settled") for person in list(FAMILY.values())[:2]] == [120, 120]


@pytest.mark.parametrize(("reading", "months"), READINGS.items(), ids=[f"{a}{b}" for a, b in READINGS])
def test_increases_come_to_these_months(reading: tuple[str, str], months: list[int]) -> None:
    found = _bridge(reading[0])
    persons = [Person("skilled", 0, INCREASED.format(*values) + reading[1]) for values in ARITHMETIC.values()]
    assert months == [first_month(found, person, "settled") for person in persons]


def test_every_option_of_the_folder_is_in_the_matrix() -> None:
    assert sorted(filter(None, MONTHS)) == sorted(path.stem for path in (ROOT / REFORMS).glob("option_*.bcm"))
    assert len(MONTHS) == 11


def test_the_page_says_in_which_month_each_person_settles() -> None:
    rows: list[list[str | int | None]] = [[_title(option), *months] for option, months in MONTHS.items()]
    is_made(PAGE, "the matrix", _table(["option", *PERSONS], rows))
    heads = ["person", *(_title(option).partition(":")[0] for option in OF_HOUSEHOLDS)]
    rows = [[who, *(months[at] for months in OF_HOUSEHOLDS.values())] for at, who in enumerate(FAMILY)]
    is_made(PAGE, "households", _table(heads, rows))
    heads = [
        "person",
        "both counted",
        "the larger; of two alike, the reduction",
        "the larger; of two alike, the increase",
    ]
    rows = [[who, *(months[at] for months in READINGS.values())] for at, who in enumerate(ARITHMETIC)]
    is_made(PAGE, "increases", _table(heads, rows))


@pytest.mark.slow
def test_the_page_says_whom_each_saving_provision_saves() -> None:
    files = [EARNED, *(f"{REFORMS}/{option}.bcm" for option in SAVING)]
    found = transitions(change_by_reforms([], [str(ROOT / file) for file in files]), rungs=(Rung.TIME,))
    assert not found.undecided
    rows = [
        [item.words, effect_words(found.model, item), *(saved_words(found, tried.saved[at]) for tried in found.tried)]
        for at, item in enumerate(found.classes)
    ]
    heads = ["who", "without any option", *(_title(option) for option in SAVING)]
    is_made(PAGE, "whom they save", _table(heads, rows))


@pytest.mark.slow
def test_the_page_says_who_waits_how_much_longer(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    ran = bcm(monkeypatch, capfd, "diff", EARNED, "--people", "--target", "settled", "--format", "markdown")
    assert (ran.code, ran.err) == (0, "")
    is_made(PAGE, "who waits", ran.out.strip())


def _table(heads: list[str], rows: Sequence[Sequence[str | int | None]]) -> str:
    lines = [heads, ["---"] * len(heads), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(cell: str | int | None) -> str:
    return "never" if cell is None else str(cell)


def _title(option: str) -> str:
    if not option:
        return "none: the proposal applied to everybody who is not settled"
    first = (ROOT / REFORMS / f"{option}.bcm").read_text(encoding="utf-8").partition("\n")[0]
    return first.split('"')[1].removeprefix("Option ")
