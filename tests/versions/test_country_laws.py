"""Models of countries: their law on other days, and that each finding goes away with the rule that it is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bcm_formal.api.run import check_all
from bcm_formal.project.request import Request
from bcm_formal.views.report.contents import Report

MODELS = Path(__file__).parents[2] / "models"


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
    ],
)
def test_the_law_of_the_day_is_asked(path: str, name: str, on: str, found: str) -> None:
    assert _found(path, name, on=on) == {name: found}


@pytest.mark.parametrize("country", ["canada"])
def test_every_property_holds_where_the_findings_are_repaired(country: str) -> None:
    found = set(_found(f"{country}/reforms/repaired.bcm").values())
    assert found - {"PASSES", "FAILS"} == {"HOLDS"}


@pytest.mark.parametrize("country", ["canada"])
def test_something_is_found_in_the_law_as_it_is(country: str) -> None:
    assert "VIOLATED" in _found(f"{country}/{country}.bcm").values()
