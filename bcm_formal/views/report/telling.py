"""Results told while they come: text, concise and GitHub lines grow, every other format is one document in the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from bcm_formal.views.report.contents import Result
from bcm_formal.views.report.formats import Format, Look, set_page, written
from bcm_formal.views.report.page import new_lines
from bcm_formal.views.report.text import Detail, GrowingPage
from bcm_formal.views.report.writing import refuse_unwritable, write_whole

if TYPE_CHECKING:
    from bcm_formal.views.report.markup import GrowingAnnotations

_EVERY = 1.0
"""seconds between two states of a file"""


class Teller:
    """Gives what can be told to `put`, bit by bit; together that is the page in the format."""

    def __init__(self, form: Format, look: Look, put: Callable[[str], None]) -> None:
        self._form, self._look, self._put = form, look, put
        self._page = GrowingPage(Detail(verbose=look.verbose, brief=form is Format.CONCISE))
        self._told = 0

    @cached_property
    def _annotations(self) -> GrowingAnnotations:
        from bcm_formal.views.report.markup import GrowingAnnotations

        return GrowingAnnotations()

    def hear(self, result: Result) -> None:
        """The next state of what is found about a file: after one that is whole, another file."""
        match self._form:
            case Format.TEXT | Format.CONCISE:
                self._page.grow(result)
                self._tell_page(last=False)
            case Format.GITHUB:
                self._annotations.grow(result)
                self._tell_lines()
            case Format.JSON | Format.JUNIT | Format.MARKDOWN:
                pass
            case _:
                assert_never(self._form)

    def end(self, results: tuple[Result, ...], exit_code: int, timings: dict[str, float] | None) -> None:
        """All results, each heard before."""
        match self._form:
            case Format.TEXT | Format.CONCISE:
                self._page.end(results)
                self._tell_page(last=True)
            case Format.GITHUB:
                self._annotations.end(results)
                self._tell_lines()
            case Format.JSON | Format.JUNIT | Format.MARKDOWN:
                self._put(written(results, self._form, exit_code, self._look, timings))
            case _:
                assert_never(self._form)

    def _tell_page(self, *, last: bool) -> None:
        new = new_lines(self._page.page, self._told, last=last)
        self._told += len(new.lines)
        if any(line.pieces for line in new.lines):
            self._put(set_page(new, self._look))

    def _tell_lines(self) -> None:
        new = self._annotations.lines[self._told :]
        self._told += len(new)
        if new:
            self._put("\n".join(new) + "\n")


class FileTeller(Teller):
    """Keeps a file at what can be told. Raises `DiagnosticError` (BCM904) if that cannot be written."""

    def __init__(self, form: Format, look: Look, path: Path) -> None:
        super().__init__(form, look, self._add)
        refuse_unwritable(path)
        self._path, self._text, self._last = path, "", float("-inf")
        self._is_behind = False

    def _add(self, text: str) -> None:
        self._text += text
        self._is_behind = True
        self.keep_up()

    def keep_up(self) -> None:
        """Write what is new, unless something was written just now; to be called now and then."""
        is_file = self._path.is_file() or not self._path.exists()
        if self._is_behind and is_file and time.monotonic() - self._last >= _EVERY:
            self._write()

    def end(self, results: tuple[Result, ...], exit_code: int, timings: dict[str, float] | None) -> None:
        super().end(results, exit_code, timings)
        if self._is_behind:
            self._write()

    def _write(self) -> None:
        write_whole(self._path, self._text)
        self._last, self._is_behind = time.monotonic(), False
