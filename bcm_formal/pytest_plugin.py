"""pytest collects `*.bcm` files: each property and each scenario of a model is a test.

A property passes iff it holds, or has the verdict that `expected.toml` beside the model gives it. Nothing but pytest is
imported before the first such file is collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bcm_formal.model.model import Model, Property, Scenario


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A collector for a model; None for other files."""
    if file_path.suffix != ".bcm":
        return None
    collector: ModelFile = ModelFile.from_parent(parent, path=file_path)
    return collector


class NotHeldError(Exception):
    """A property or scenario did not come out as it should; the message is the report."""


class ModelFile(pytest.File):
    """One model. Its status graph is made once, when the first of its properties is decided."""

    def collect(self) -> Iterator[pytest.Item]:
        from bcm_formal.api import read
        from bcm_formal.diagnostics import render_all
        from bcm_formal.views.expected import NAME, read_expected

        loaded = read(self.path)
        if loaded.model is None:
            raise self.CollectError(render_all(loaded.diagnostics))
        beside = self.path.parent / NAME
        expected = read_expected(self.path).verdicts if beside.exists() else {}
        for item in loaded.model.properties:
            wanted = expected.get(item.name, "HOLDS")
            yield PropertyItem.from_parent(self, name=item.name, model=loaded.model, item=item, wanted=wanted)
        for scenario in loaded.model.scenarios:
            yield ScenarioItem.from_parent(self, name=scenario.name, model=loaded.model, scenario=scenario)


class _ModelItem(pytest.Item):
    """What both kinds of item have in common: how they are reported."""

    line: int = 1

    def repr_failure(  # type: ignore[override]  # pytest allows text here
        self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None
    ) -> object:
        if isinstance(excinfo.value, NotHeldError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, self.name


class PropertyItem(_ModelItem):
    """Passes iff the verdict is the wanted one."""

    def __init__(self, *, model: Model, item: Property, wanted: str, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]  # pytest's own
        self.model, self.item, self.wanted, self.line = model, item, wanted, item.span.line

    def runtest(self) -> None:
        from bcm_formal.api import check
        from bcm_formal.views.report.page import to_plain
        from bcm_formal.views.report.text import page_of

        report = check(self.model, (self.item.name,))
        found = report.verdicts[0].outcome.value
        if found != self.wanted:
            raise NotHeldError(f"{found}, not {self.wanted}\n\n{to_plain(page_of((report,)))}")


class ScenarioItem(_ModelItem):
    """Passes iff every line of the scenario holds."""

    def __init__(self, *, model: Model, scenario: Scenario, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]  # pytest's own
        self.model, self.scenario, self.line = model, scenario, scenario.span.line

    def runtest(self) -> None:
        from bcm_formal.verify.scenarios import run_scenario
        from bcm_formal.views.report.evidence import scenario_failure
        from bcm_formal.views.report.page import Page, to_plain

        result = run_scenario(self.model, self.scenario)
        if not result.passed:
            page = Page()
            scenario_failure(page, self.model, result)
            raise NotHeldError(to_plain(page))
