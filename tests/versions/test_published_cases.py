"""Changes of real laws, as small models: they come out as is documented, with and without a transitional provision."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal import Report, check_file
from bcm_formal.diagnostics import read_source
from bcm_formal.language.to_text import format_source
from bcm_formal.versions.bridging import Bridge, bridge
from bcm_formal.versions.loading import change_of, reforms_of
from tests.builders.running import lay_out
from tests.builders.waiting import Person, first_month

FOLDER = Path(__file__).with_name("published")
NAMES = ("longest_period", "citizenship", "arrears", "earned_settlement", "fast_track")


def _laid_out(name: str, home: Path, provision: str = "") -> Path:
    text = (FOLDER / f"{name}_reform.bcm").read_text("utf-8")
    text += f"\ntransitional saving\n  {provision}\n" if provision else ""
    lay_out({f"{name}.bcm": (FOLDER / f"{name}.bcm").read_text("utf-8"), f"{name}_reform.bcm": text}, home)
    return home / f"{name}_reform.bcm"


def bridged(name: str, home: Path, provision: str = "") -> Bridge:
    return bridge(change_of(reforms_of([read_source(_laid_out(name, home, provision))])))


@pytest.mark.parametrize("name", NAMES)
def test_the_texts_are_canonical(name: str) -> None:
    for path in (FOLDER / f"{name}.bcm", FOLDER / f"{name}_reform.bcm"):
        assert path.read_text("utf-8") == format_source(read_source(path))


@pytest.mark.parametrize(
    ("name", "held", "old", "new"),
    [
        ("longest_period", "own_path", "HOLDS", "VIOLATED"),
        ("citizenship", "order", "VIOLATED", "HOLDS"),
        ("arrears", "for_ever", "HOLDS", "VIOLATED"),
        ("earned_settlement", "within_five_years", "HOLDS", "VIOLATED"),
        ("earned_settlement", "within_fifteen_years", "HOLDS", "HOLDS"),
        ("fast_track", "within_three_years", "HOLDS", "VIOLATED"),
    ],
)
def test_the_reform_breaks_or_mends_a_property(name: str, held: str, old: str, new: str) -> None:
    told = []
    for path in (FOLDER / f"{name}.bcm", FOLDER / f"{name}_reform.bcm"):
        report = check_file(path)
        assert isinstance(report, Report)
        told += [item.outcome.value for item in report.verdicts if item.property.name == held]
    assert told == [old, new]


ENGINEER = Person("engineer", 110, "employer is small", by=("person",))
LISTED = Person("longest", 110, "employer is listed", by=("person",))


@pytest.mark.parametrize(
    ("person", "provision", "month"),
    [
        (ENGINEER.without_reform(), "", 120),
        (ENGINEER, "", None),  # only if immigration grants the longest period
        (Person("engineer", 110, "employer is small"), "", 120),
        (LISTED, "", 120),
        (ENGINEER, "for in engineer: keep grant until 2030-03-31", 120),  # one more permit of three years
        (
            Person("engineer", 80, "employer is small", by=("person",)),
            "for in engineer: keep grant until 2030-03-31",
            None,
        ),
    ],
)
def test_who_works_for_a_small_employer_loses_the_own_path_on_one_day(
    person: Person, provision: str, month: int | None, tmp_path: Path
) -> None:
    assert month == first_month(bridged("longest_period", tmp_path, provision), person, "pr")


@pytest.mark.parametrize(
    ("after", "provision", "month"),
    [
        (59, "", 120),
        (60, "", 120),
        (119, "", 120),
        (60, "for in engineer with domicile at least 5 years: keep natz_min", 60),
        (119, "for in engineer with domicile at least 5 years: keep natz_min", 119),
        (59, "for in engineer with domicile at least 5 years: keep natz_min", 120),
    ],
)
def test_whoever_is_between_five_and_ten_years_loses_what_is_there_already(
    after: int, provision: str, month: int, tmp_path: Path
) -> None:
    found = bridged("citizenship", tmp_path, provision)
    person = Person("engineer", after, "domicile at least 0 months")
    assert month == first_month(found, person, "citizen")
    assert max(after, 60) == first_month(found, person.without_reform(), "citizen")


@pytest.mark.parametrize(
    ("values", "provision", "month"),
    [
        ("owes and wilful", "", 147),  # arrears of before the reform count
        ("owes and not wilful", "", None),
        ("owes and wilful", "for in pr with owes: keep all", None),
        ("not owes and wilful", "for in pr with owes: keep all", 147),  # new arrears are no old ones
    ],
)
def test_old_arrears_cost_permanence_unless_they_are_saved(
    values: str, provision: str, month: int | None, tmp_path: Path
) -> None:
    found = bridged("arrears", tmp_path, provision)
    person = Person("pr", 147, values, even_by_adverse=True)
    assert month == first_month(found, person, "resident")
    assert first_month(found, person.without_reform(), "resident") is None


@pytest.mark.parametrize(
    ("provision", "month"),
    [
        ("", 180),
        ("for in skilled: keep qualifying", 60),  # cut-off by entry: whoever is inside on the day
        ("for in skilled with route at least 5 years: keep qualifying", 180),
    ],
)
def test_a_care_worker_five_months_before_settlement_waits_ten_years_more(
    provision: str, month: int, tmp_path: Path
) -> None:
    found = bridged("earned_settlement", tmp_path, provision)
    assert month == first_month(found, Person("skilled", 55, "sector is care"), "settled")


def test_credit_saves_a_care_worker_in_part(tmp_path: Path) -> None:
    path = _laid_out("earned_settlement", tmp_path)
    credit = "\nmove in skilled with sector is care\n  credit 3 months of route for 1 month of route up to 15 years\n"
    path.write_text(path.read_text("utf-8") + credit, "utf-8")
    found = bridge(change_of(reforms_of([read_source(path)])))
    assert first_month(found, Person("skilled", 55, "sector is care"), "settled") == 70


@pytest.mark.parametrize(
    ("values", "provision", "month"),
    [
        ("integrated and applied", "", 60),
        ("integrated and applied", "for in resident with applied: keep naturalise_fast", 38),
        ("integrated and not applied", "for in resident with applied: keep naturalise_fast", 60),
        ("not integrated and applied", "for in resident with applied: keep naturalise_fast", 60),
    ],
)
def test_pending_applications_are_decided_under_the_new_law_unless_they_are_saved(
    values: str, provision: str, month: int, tmp_path: Path
) -> None:
    found = bridged("fast_track", tmp_path, provision)
    assert month == first_month(found, Person("resident", 38, values), "citizen")


# --- undoing ---


def test_without_its_clause_a_reform_changes_nothing_for_anybody(tmp_path: Path) -> None:
    change = change_of(reforms_of([read_source(_laid_out("citizenship", tmp_path))]))
    undone = bridge(change.undone([clause.id for clause in change.clauses]))
    for after in (10, 60, 119):
        person = Person("engineer", after, "domicile at least 0 months")
        assert first_month(undone, person, "citizen") == first_month(undone, person.without_reform(), "citizen")
