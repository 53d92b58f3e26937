"""pytest collects models, `*.bcm` files and Markdown with `bcm` blocks, as `bcm check` finds them.

Each property and each scenario of a model is a test, and so is the model itself. What counts is what counts for `bcm
check`: `expected.toml` and stored proofs beside the model, how grave its findings are, and with `--bcm-strict` (or
`bcm_strict = true` in the configuration) warnings are errors. Nothing but pytest is imported before the first file that
may be a model is collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bcm_formal.project.preparing import Prepared
    from bcm_formal.project.request import Request
    from bcm_formal.views.report.contents import Report

STRICT = "bcm_strict"
_ENDINGS = (".bcm", ".md", ".markdown")
"""of files that may be models"""
WHOLE = "(model)"
"""the test of the text as a whole; no property has such a name"""


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "bcm: warnings about a model are errors"
    parser.getgroup("bcm").addoption("--bcm-strict", action="store_true", dest=STRICT, help=words)
    parser.addini(STRICT, words, type="bool", default=False)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A collector for a model; None for other files."""
    if file_path.suffix.lower() not in _ENDINGS:
        return None
    from bcm_formal.project.files import is_model

    if not is_model(file_path):
        return None
    collector: ModelFile = ModelFile.from_parent(parent, path=file_path)
    return collector


class NotHeldError(Exception):
    """A property or scenario did not come out as it should; the message is the report."""


class ModelFile(pytest.File):
    """One model. Its status graph is made once, when the first of its properties is decided."""

    def collect(self) -> Iterator[pytest.Item]:
        from bcm_formal.diagnostics import render_all
        from bcm_formal.project.expected import NAME
        from bcm_formal.project.preparing import prepare
        from bcm_formal.project.request import Request

        strict = bool(self.config.getoption(STRICT) or self.config.getini(STRICT))
        request = Request((self.path,), expected=(self.path.parent / NAME).exists(), strict=strict)
        prepared = prepare(self.path, request)
        model = prepared.model
        if model is None:
            raise self.CollectError(render_all(prepared.diagnostics))
        yield ModelItem.from_parent(self, name=WHOLE, prepared=prepared, request=request, line=1)
        named = [(item.name, item.span.line) for item in model.properties]
        named += [(item.name, item.span.line) for item in model.scenarios]
        for name, line in named:
            yield NamedItem.from_parent(self, name=name, prepared=prepared, request=request, line=line)


class _Item(pytest.Item):
    """What both kinds of item have in common: how they are checked and reported."""

    def __init__(self, *, prepared: Prepared, request: Request, line: int, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]  # pytest's own
        self.prepared, self.request, self.line = prepared, request, line

    def checked(self, names: tuple[str, ...]) -> Report:
        """The report on these properties and scenarios alone. Raises `NotHeldError` if there is none."""
        from dataclasses import replace

        from bcm_formal.api.run import check_prepared
        from bcm_formal.diagnostics import render_all
        from bcm_formal.views.report.contents import Unreadable

        result = check_prepared(self.prepared, replace(self.request, properties=names, coverage=not names))
        if isinstance(result, Unreadable):
            raise NotHeldError(render_all(result.diagnostics))
        return result

    def repr_failure(  # type: ignore[override]  # pytest allows text here
        self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None
    ) -> object:
        if isinstance(excinfo.value, NotHeldError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, self.name


class NamedItem(_Item):
    """A property or scenario; passes iff it comes out as it should."""

    def runtest(self) -> None:
        from bcm_formal.views.report.page import to_plain
        from bcm_formal.views.report.standing import all_judged
        from bcm_formal.views.report.text import page_of

        report = self.checked((self.name,))
        bad = [judged for judged in all_judged(report) if not judged.is_good]
        if bad:
            remark = f"{bad[0].remark}\n\n" if bad[0].remark else ""
            raise NotHeldError(f"{remark}{to_plain(page_of((report,)))}")


class ModelItem(_Item):
    """The model itself; passes iff no finding is an error and its sizes are those that are expected."""

    def runtest(self) -> None:
        from bcm_formal.diagnostics import has_errors, render_all

        report = self.checked(())
        if has_errors(report.diagnostics):
            raise NotHeldError(render_all(item for item in report.diagnostics if item.severity == "error"))
        if report.wanted is not None and report.wanted.others:
            raise NotHeldError("\n".join(report.wanted.others))
