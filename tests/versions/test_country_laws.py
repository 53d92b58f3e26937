"""Models of countries: their law on other days, and that each finding goes away with the rule that it is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bcm_formal.api.run import check_all
from bcm_formal.project.request import Request
from bcm_formal.views.report.contents import Report

MODELS = Path(__file__).parents[2] / "models"
REPAIRED = "*/reforms/repaired*.bcm"


def _found(path: str, *names: str, on: str | None = None) -> dict[str, str]:
    """The verdicts of properties and the results of scenarios, by name."""
    request = Request(
        paths=(MODELS / path,), properties=names or None, on=date.fromisoformat(on) if on else None, coverage=False
    )
    (report,), _ = check_all(request)
    assert isinstance(report, Report)
    verdicts = {verdict.property.name: verdict.outcome.value for verdict in report.verdicts}
    return verdicts | {each.scenario.name: "PASSES" if each.passed else "FAILS" for each in report.scenarios}


@pytest.mark.parametrize(
    ("path", "name", "on", "found"),
    [
        ("canada/canada.bcm", "second_late_keeps_status", "2025-05-27", "HOLDS"),
        ("canada/canada.bcm", "second_late_keeps_status", "2025-05-28", "VIOLATED"),
        ("canada/canada.bcm", "second_in_time_keeps_status", "2025-05-27", "HOLDS"),
        ("canada/canada.bcm", "second_filed_late", "2025-05-27", "FAILS"),
        ("canada/canada.bcm", "second_filed_in_time", "2025-05-27", "PASSES"),
        ("canada/canada.bcm", "university_asks_clb7", "2024-10-31", "FAILS"),
        ("canada/canada.bcm", "university_asks_clb7", "2024-11-01", "PASSES"),
        ("canada/canada.bcm", "field_not_listed", "2024-10-31", "FAILS"),
        ("canada/canada.bcm", "field_not_listed", "2024-11-01", "PASSES"),
        ("canada/obligation.bcm", "aged_twenty", "2017-10-23", "FAILS"),
        ("canada/obligation.bcm", "aged_twenty", "2017-10-24", "PASSES"),
        ("united-kingdom/united-kingdom.bcm", "b1_of_before", "2027-03-25", "PASSES"),
        ("united-kingdom/united-kingdom.bcm", "b1_of_before", "2027-03-26", "FAILS"),
        ("united-kingdom/settling.bcm", "english_at_b1", "2027-03-25", "PASSES"),
        ("united-kingdom/settling.bcm", "english_at_b1", "2027-03-26", "FAILS"),
        ("united-kingdom/united-kingdom.bcm", "graduate_route_ends", "2026-12-31", "PASSES"),
        ("united-kingdom/united-kingdom.bcm", "graduate_route_ends", "2027-01-01", "FAILS"),
        ("united-kingdom/united-kingdom.bcm", "english_at_entry", "2026-01-07", "FAILS"),
        ("united-kingdom/united-kingdom.bcm", "english_at_entry", "2026-01-08", "PASSES"),
        ("united-kingdom/united-kingdom.bcm", "refugee_of_now", "2026-03-01", "FAILS"),
        ("united-kingdom/united-kingdom.bcm", "refugee_of_now", "2026-03-02", "PASSES"),
        ("germany/germany.bcm", "bluecard_a1", "2023-11-17", "FAILS"),
        ("germany/germany.bcm", "bluecard_a1", "2023-11-18", "PASSES"),
        ("germany/germany.bcm", "skilled_36", "2024-02-29", "FAILS"),
        ("germany/germany.bcm", "skilled_36", "2024-03-01", "PASSES"),
        ("germany/germany.bcm", "dismissed", "2024-05-31", "FAILS"),
        ("germany/germany.bcm", "dismissed", "2024-06-01", "PASSES"),
        ("germany/germany.bcm", "five_years", "2024-06-26", "FAILS"),
        ("germany/germany.bcm", "five_years", "2024-06-27", "PASSES"),
        ("germany/toleration.bcm", "with_a_child", "2022-12-30", "FAILS"),
        ("germany/toleration.bcm", "with_a_child", "2022-12-31", "PASSES"),
        ("germany/naturalisation.bcm", "application_is_kept", "2025-10-29", "HOLDS"),
        ("germany/naturalisation.bcm", "application_is_kept", "2025-10-30", "VIOLATED"),
        ("germany/toleration.bcm", "child_saves_two_years", "2025-12-31", "VIOLATED"),
        ("germany/toleration.bcm", "child_saves_two_years", "2026-01-01", "HOLDS"),
        ("japan/ssw1.bcm", "mother_without_proof", "2025-09-29", "PASSES"),
        ("japan/fields.bcm", "straight_from_abroad", "2026-04-12", "HOLDS"),
        ("japan/fields.bcm", "straight_from_abroad", "2026-04-13", "VIOLATED"),
        ("japan/fields.bcm", "second_level_but_in_care", "2023-06-08", "VIOLATED"),
        ("japan/fields.bcm", "second_level_but_in_care", "2023-06-09", "HOLDS"),
        ("japan/professionals.bcm", "managers_and_permanence", "2025-10-15", "HOLDS"),
        ("japan/professionals.bcm", "managers_and_permanence", "2025-10-16", "VIOLATED"),
        ("japan/professionals.bcm", "managers_keep_their_status", "2028-10-15", "HOLDS"),
        ("japan/professionals.bcm", "managers_keep_their_status", "2028-10-16", "VIOLATED"),
        ("japan/protection.bcm", "applied_without_end", "2024-06-09", "PASSES"),
        ("japan/protection.bcm", "not_recognised", "2024-06-10", "PASSES"),
        ("japan/japan.bcm", "pb03_three_years_suffice", "2027-03-31", "HOLDS"),
        ("japan/japan.bcm", "pb03_three_years_suffice", "2027-04-01", "VIOLATED"),
        ("japan/japan.bcm", "training_counted", "2019-05-30", "PASSES"),
        ("japan/japan.bcm", "permanent_and_poor", "2027-04-01", "PASSES"),
        ("south-korea/employers.bcm", "fourteen_months", "2023-07-04", "FAILS"),
        ("south-korea/employers.bcm", "fourteen_months", "2023-07-05", "PASSES"),
        ("south-korea/employers.bcm", "three_employers", "2023-07-04", "PASSES"),
        ("south-korea/lookback.bcm", "four_years", "2023-09-24", "FAILS"),
        ("south-korea/lookback.bcm", "four_years", "2023-09-25", "PASSES"),
        ("south-korea/south-korea.bcm", "korean_not_learnt", "2024-11-26", "FAILS"),
        ("south-korea/south-korea.bcm", "korean_not_learnt", "2024-11-27", "PASSES"),
        ("south-korea/south-korea.bcm", "korean_not_learnt", "2027-01-01", "FAILS"),
    ],
)
def test_the_law_of_the_day_is_asked(path: str, name: str, on: str, found: str) -> None:
    assert _found(path, name, on=on) == {name: found}


@pytest.mark.parametrize("reform", sorted(path.relative_to(MODELS).as_posix() for path in MODELS.glob(REPAIRED)))
def test_every_property_holds_where_the_findings_are_repaired(reform: str) -> None:
    found = set(_found(reform).values())
    assert found - {"PASSES", "FAILS"} == {"HOLDS"}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("canada/canada.bcm", "no_luck_needed"),
        ("germany/germany.bcm", "p02_language_b1"),
        ("germany/toleration.bcm", "pb27_toleration_adds_up"),
        ("south-korea/south-korea.bcm", "e9_have_a_path"),
        ("south-korea/employers.bcm", "may_always_leave"),
        ("united-kingdom/united-kingdom.bcm", "sponsor_lost"),
    ],
)
def test_something_is_found_in_the_law_as_it_is(path: str, name: str) -> None:
    assert _found(path, name) == {name: "VIOLATED"}
