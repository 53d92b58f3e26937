"""The generated models are the ones that the benchmarks say they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import bcm_formal
from bcm_formal.model.expressions import TRUE
from bcm_formal.model.load import load
from bcm_formal.model.model import EventKind, Model
from bcm_formal.model.to_text import condition_text
from bcm_formal.model.units import TimeUnit
from bcm_formal.system.transition_system import TransitionSystem
from benchmarks.commands import SHIPPED
from benchmarks.families import national, tracks
from benchmarks.families.clocks import free, in_turn, standing, standing_in_turn
from benchmarks.families.statuses import SHAPES, With, statuses
from benchmarks.random_policies import Scale, random_policy
from benchmarks.rescaled import in_days, in_months, in_one_file, in_years
from benchmarks.residence import SIZES, residence
from benchmarks.savings import TEXT as SAVINGS
from tests.builders.effort import tries

YEARS = Scale("years", "years", 1, 9)
DAYS = Scale("days", "years", 1, 9)
"""the parts of a window are steps of time"""


def model_of(text: str) -> Model:
    model, found = load(text)
    assert [item for item in found if item.severity == "error"] == []
    assert model is not None
    return model


@pytest.mark.parametrize(("n", "m"), SIZES)
def test_residence_has_the_statuses_attributes_and_bounds_of_its_family(n: int, m: int) -> None:
    model = model_of(residence(n, m))
    statuses = ["outside", "temp1", "temp2", "skilled", "longterm", "permanent", "departed"]
    assert [item.name for item in model.statuses] == statuses
    assert len(model.attributes) == 5
    assert [item.name for item in model.clocks] == ["time_in_status", "stay", "jobless"]
    assert f"time_in_status at least {_steps(m // 5)}" in _asked(model, "renew")
    assert f"stay at least {_steps(n // 2)}" in _asked(model, "settle")
    assert f"stay at least {_steps(n)}" in _asked(model, "grant")


def _asked(model: Model, event: str) -> list[str]:
    return [condition_text(model, item.condition) for item in model.event[event].requirements]


def _steps(months: int) -> str:
    """So many months, in the unit in which the family says them."""
    return f"{months} {'month' if months == 1 else 'months'}"


def test_whoever_speaks_well_enough_in_residence_can_become_permanent() -> None:
    report = bcm_formal.check(model_of(residence(10, 5)))
    assert [verdict.outcome.value for verdict in report.verdicts] == ["HOLDS"]


@pytest.mark.parametrize("seed", range(tries(20)))
def test_a_random_policy_has_the_size_that_is_asked_for(seed: int) -> None:
    model = model_of(random_policy(seed))
    sizes = (len(model.statuses), len(model.attributes), len(model.clocks) - 1, len(model.events))
    assert sizes == (30, 15, 5, 90)
    assert sum(event.kind is EventKind.TRANSITION for event in model.events) == 54


def test_a_random_policy_is_the_same_for_the_same_seed_only() -> None:
    assert random_policy(3) == random_policy(3)
    assert random_policy(3) != random_policy(4)


def test_random_policies_with_other_steps_are_the_same_but_for_the_length_of_a_year() -> None:
    years, days = model_of(random_policy(1, YEARS)), model_of(random_policy(1, DAYS))
    assert [years.unit, days.unit] == [TimeUnit.YEARS, TimeUnit.DAYS]
    assert [_guards(years), len(years.limits)] == [_guards(days), len(days.limits)]


def _guards(model: Model) -> list[list[str]]:
    return [_asked(model, event.name) for event in model.events]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_model_keeps_its_rules_with_steps_of_a_day(name: str) -> None:
    text = in_one_file(SHIPPED[name])
    months, days = model_of(in_months(text)), model_of(in_days(text))
    assert [months.unit, days.unit] == [TimeUnit.MONTHS, TimeUnit.DAYS]
    assert [item.name for item in months.events] == [item.name for item in days.events]
    assert [item.name for item in months.properties] == [item.name for item in days.properties]
    assert [months.scenarios, days.scenarios] == [(), ()]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_model_with_steps_of_a_year_states_the_same_properties(name: str) -> None:
    text = in_one_file(SHIPPED[name])
    years = model_of(in_years(text))
    assert years.unit is TimeUnit.YEARS
    assert [item.name for item in years.properties] == [item.name for item in model_of(text).properties]


def test_months_become_whole_years_rounded_up_except_in_quotes() -> None:
    text = 'policy p "After 13 months"\n  time in months\nparameter wait = 13 months between 1 month and 24 months\n'
    expected = 'policy p "After 13 months"\n  time in years\nparameter wait = 2 years between 1 year and 2 years\n'
    assert in_years(text) == expected


def test_a_model_with_another_step_is_not_rescaled() -> None:
    with pytest.raises(ValueError, match="time in months"):
        in_days('policy p "P"\n  time in weeks\n')


def test_the_policy_about_savings_has_twelve_statuses_and_numbers_without_bounds() -> None:
    model = model_of(SAVINGS)
    assert len(model.statuses) == 12
    assert [item.name for item in model.attributes] == ["savings", "debts", "language"]


@pytest.mark.slow
@pytest.mark.parametrize("having", [With(), With(False, False, False), With(clocks=False), With(attributes=False)])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_policy_of_many_statuses_holds_what_it_promises(shape: str, having: With) -> None:
    model = model_of(statuses(shape, 40, having))
    assert sum(status.name.startswith("s") for status in model.statuses) == 40
    assert statuses(shape, 40, having) == statuses(shape, 40, having)
    assert bool(model.limits) == having.clocks
    assert ("language" in model.attribute) == having.attributes
    report = bcm_formal.check(model)
    assert [verdict.outcome.value for verdict in report.verdicts] == ["HOLDS"] * 3
    found = [item.code for item in report.diagnostics]
    faults = {"BCM610": 2, "BCM611": 4 if having.clocks else 2, "BCM617": 2 if having.clocks else 0}
    assert {code: found.count(code) for code in faults} == (faults if having.faults else dict.fromkeys(faults, 0))


@pytest.mark.slow
@pytest.mark.parametrize("family", [in_turn, free, standing, standing_in_turn])
def test_a_policy_of_many_clocks_holds_what_it_promises(family: Callable[[int], str]) -> None:
    model = model_of(family(2))
    assert [clock.name for clock in model.clocks] == ["time_in_status", "c0", "c1"]
    assert len(model_of(family(5)).clocks) == 6
    assert [verdict.outcome.value for verdict in bcm_formal.check(model).verdicts] == ["HOLDS"] * 3


@pytest.mark.parametrize("seed", national.SEEDS)
def test_a_national_law_has_the_sizes_that_were_asked_for(seed: int) -> None:
    text = national.national(seed)
    assert text == national.national(seed)
    model = model_of(text)
    assert len(model.statuses) == national.STATUSES
    assert len(model.attributes) == national.ATTRIBUTES
    assert len(model.clocks) == national.CLOCKS + 1
    assert len(model.properties) == national.PROPERTIES
    small = model_of(national.national(seed, 24, 24, 14, 5))
    assert (len(small.statuses), len(small.attributes), len(small.clocks), len(small.properties)) == (24, 24, 15, 5)


@pytest.mark.parametrize("count", tracks.SIZES)
def test_each_clock_of_a_policy_with_tracks_is_live_in_its_own_track_alone(count: int) -> None:
    text = tracks.tracks(count)
    assert text == tracks.tracks(count)
    model = model_of(text)
    assert len(model.statuses) == tracks.STAGES * count + 2
    assert len(model.attributes) == tracks.ATTRIBUTES
    assert len(model.properties) == tracks.PROPERTIES
    system = TransitionSystem(model)
    for number in range(count):
        running = {status for status in system.statuses if system.runs[status].get(f"c{number}") == TRUE}
        assert running == {f"s{number}_{stage}" for stage in range(tracks.STAGES)}
        assert all(system.zero[status][f"c{number}"] == TRUE for status in system.statuses if status not in running)


@pytest.mark.slow
def test_all_sentences_about_tracks_are_decided() -> None:
    report = bcm_formal.check(model_of(tracks.tracks(3)), coverage=False)
    assert {verdict.outcome.value for verdict in report.verdicts} == {"HOLDS", "VIOLATED"}
