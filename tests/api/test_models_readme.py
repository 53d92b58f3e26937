"""The tables of `models/README.md`: what each shipped model holds, and what the shared properties come to in each.

They are made of what lies in `models`; a model, or a file of properties, that is added later stands in them without a
change here.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bcm_formal.api.run import check_all
from bcm_formal.language.files import is_policy_name
from bcm_formal.model.load import load
from bcm_formal.model.model import Event, Limit, Model
from bcm_formal.project.expected import read_expected, sizes_of
from bcm_formal.project.parts import asks
from bcm_formal.project.request import Request
from bcm_formal.trust.claim import Outcome
from bcm_formal.views.report.contents import Report
from tests.builders.pages import is_made

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
PAGE = MODELS / "README.md"
ELSEWHERE = {"claims.bcm"}
"""files of properties whose table stands on a page of its own"""
MARKS = {Outcome.HOLDS: "✅", Outcome.VIOLATED: "❌", Outcome.VACUOUS: "⭕"}


@cache
def _shipped() -> tuple[tuple[Path, Model], ...]:
    paths = sorted(path for path in MODELS.glob("*/*") if is_policy_name(path) and path.name != "README.md")
    return tuple((path, model) for path in paths if (model := load(path)[0]) is not None)


def _questions() -> list[Path]:
    return sorted(path for path in MODELS.glob("*.bcm") if asks(path) and path.name not in ELSEWHERE)


def test_the_page_says_what_each_model_holds() -> None:
    head = (
        "| model | statuses | rules | clocks | hold | violated | score | scenarios | with an official answer "
        "| rules of high confidence |"
    )
    is_made(PAGE, "what each holds", "\n".join([head, f"|---|{'---:|' * 9}", *(_row(*item) for item in _shipped())]))


def _row(path: Path, model: Model) -> str:
    expected, sizes = read_expected(path, model), sizes_of(model)
    verdicts = [expected.verdicts.get(item.name, Outcome.HOLDS) for item in model.properties]
    rules: list[Event | Limit] = [*model.events, *model.own_limits]
    high = sum(rule.origin.confidence == "high" for rule in rules)
    official = sum(bool(scenario.origin.citations) for scenario in model.scenarios)
    cells = (
        f"[{model.name}]({path.parent.name}/README.md)",
        sizes["statuses"],
        len(rules),
        sizes["clocks"],
        verdicts.count(Outcome.HOLDS),
        verdicts.count(Outcome.VIOLATED),
        "–" if expected.score is None else f"{expected.score} %",
        len(model.scenarios),
        official,
        f"{100 * high // len(rules)} %",
    )
    return f"| {' | '.join(map(str, cells))} |"


def test_what_a_model_is_expected_to_find_is_decided() -> None:
    for path, model in _shipped():
        assert set(read_expected(path, model).verdicts.values()) <= {Outcome.HOLDS, Outcome.VIOLATED}, path


def test_all_that_is_asked_in_one_table_has_a_name_of_its_own() -> None:
    files = [path for path in MODELS.glob("*.bcm") if asks(path)]
    names = [name for path in files for name in re.findall(r"^property (\w+)", path.read_text(encoding="utf-8"), re.M)]
    assert len(names) > 10
    assert len(names) == len(set(names))


@pytest.mark.slow
@pytest.mark.xdist_group("models_readme")
def test_the_page_says_what_the_shared_properties_come_to() -> None:
    is_made(PAGE, "what is asked of all", "\n\n".join(map(_matrix, _questions())))


@cache
def _asked() -> dict[str, dict[str, dict[str, tuple[str, Outcome]]]]:
    """What is asked: by file of properties, by policy, by property, its title and the verdict."""
    request = Request(tuple(path for path, _ in _shipped()), questions=tuple(_questions()), fresh=True, coverage=False)
    results, _ = check_all(request)
    wrong = [item for item in results if not isinstance(item, Report)]
    assert not wrong, wrong
    found: dict[str, dict[str, dict[str, tuple[str, Outcome]]]] = {path.name: {} for path in _questions()}
    for report in results:
        assert isinstance(report, Report)
        for verdict in report.verdicts:
            item = verdict.property
            file = found[Path(item.span.source.path).name]
            file.setdefault(report.model.name, {})[item.name] = item.title, verdict.outcome
    return found


def _matrix(questions: Path) -> str:
    columns = _asked()[questions.name]
    titles = {name: title for column in columns.values() for name, (title, _) in column.items()}
    rows = [
        f"| {title} | {' | '.join(_mark(column, name) for column in columns.values())} |"
        for name, title in titles.items()
    ]
    head = f"| [{questions.stem}]({questions.name}) | {' | '.join(columns)} |"
    return "\n".join([head, f"|---|{':---:|' * len(columns)}", *rows])


def _mark(column: dict[str, tuple[str, Outcome]], name: str) -> str:
    return MARKS[column[name][1]] if name in column else "–"
