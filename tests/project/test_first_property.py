"""A model without a property is offered one in its own words, which can be pasted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bcm_formal.api.loading import load
from bcm_formal.api.run import check_file
from bcm_formal.project.first_property import first_property
from bcm_formal.translate.to_bcm import to_bcm
from bcm_formal.views.report.contents import Report
from tests.builders.loading import model_of
from tests.builders.running import SOUND

MODELS = Path(__file__).parents[2] / "models"
BARE = SOUND[: SOUND.index("property")]
SCENARIO = SOUND[SOUND.index("scenario") :]
ONE_STATUS = 'policy p "P"\n  time in months\nlayer l "L"\nstatus s in l "S"\nstart in s\n'
ONE_LAYER = ONE_STATUS.replace("start", 'status t in l "T"\ntransition go from s to t by person\nstart')


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (BARE, "property everybody_reaches_permanent: every person in temporary can reach permanent"),
        (ONE_LAYER, "property everybody_reaches_t: every person in s can reach t"),
        (ONE_STATUS, "property nobody_is_stuck: no dead ends"),
        (
            ONE_STATUS + "scenario nobody_is_stuck\n  start in s\n  expect in s\n",
            "property nobody_is_stuck_too: no dead ends",
        ),
    ],
    ids=["layers", "one_layer", "one_status", "name_is_taken"],
)
def test_it_is_about_the_layers_and_statuses_of_the_model(text: str, line: str) -> None:
    assert line == first_property(model_of(text))


@pytest.mark.parametrize("path", ["bcm/bcm.bcm", "germany/toleration.bcm", "canada/obligation.bcm"])
def test_pasted_into_a_shipped_model_it_is_its_only_property(path: str) -> None:
    text = to_bcm(load(MODELS / path))
    lines = text.splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith("property"))
    bare = "".join(lines[:first])
    line = first_property(model_of(bare))
    assert [line.split(":")[0].removeprefix("property ")] == [
        item.name for item in model_of(f"{bare}\n{line}\n").properties
    ]


def test_scenarios_and_findings_are_told_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "m.bcm").write_text(f'{BARE}layer spare "Spare"\n{SCENARIO}', encoding="utf-8")
    report = check_file(tmp_path / "m.bcm")
    assert isinstance(report, Report)
    assert [(item.scenario.name, item.passed) for item in report.scenarios] == [("five_years", True)]
    codes = {item.code: item.severity for item in report.diagnostics}
    assert (codes["BCM902"], "BCM603" in codes, len(codes) > 1) == ("error", False, True)


def test_the_offer_is_made_for_markdown_too(tmp_path: Path) -> None:
    path = tmp_path / "m.md"
    path.write_text(f"# M\n\n```bcm\n{BARE}```\n", encoding="utf-8")
    assert first_property(load(path)) == first_property(model_of(BARE))
