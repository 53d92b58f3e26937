"""The terminal: what is printed where, how wide and colourful, progress, and being interrupted."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator

from bcm_formal.diagnostics import Diagnostic, inert, render_all, visible
from bcm_formal.views.report.contents import Result
from bcm_formal.views.report.formats import Look
from bcm_formal.views.report.page import WORDS

_PATIENCE = 1.0
"""seconds before progress is shown"""
_EVERY = 0.2
EXIT_UNREAD = 141
"""as if ended by the signal that tells of a pipe which nobody reads"""


def say(text: str) -> None:
    """Put a result for people on stdout. What it cannot show is spelled out, so that nothing is lost."""
    stream = sys.stdout
    stream.write(_spelled(text, stream.encoding))
    stream.flush()


def say_exactly(text: str) -> None:
    """Put a result for programs on stdout: UTF-8 with line feeds, whatever the locale and the system are."""
    stream = sys.stdout
    binary = getattr(stream, "buffer", None)
    if binary is None:  # somebody has put another stream there, which takes text
        stream.write(text)
    else:
        stream.flush()
        binary.write(text.encode("utf-8", "backslashreplace"))
    stream.flush()


def _spelled(text: str, encoding: str | None) -> str:
    """The text with words for signs, and `\\u6c38` for letters, that the encoding does not have."""
    encoding = encoding or "ascii"
    return text.encode(encoding, "bcm-spelled").decode(encoding)


def _spell(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    unknown = error.object[error.start : error.end]
    words = (WORDS.get(sign) or sign.encode("ascii", "backslashreplace").decode() for sign in unknown)
    return "".join(words), error.end


codecs.register_error("bcm-spelled", _spell)


def say_line(text: str) -> None:
    """Put one line on stdout, in which nothing is acted on."""
    say(f"{inert(visible(text))}\n")


def show(diagnostics: Iterable[Diagnostic]) -> None:
    """Put findings on stderr."""
    text = render_all(diagnostics)
    if text:
        print(_spelled(text, sys.stderr.encoding), file=sys.stderr, flush=True)


def findings(results: tuple[Result, ...]) -> tuple[Diagnostic, ...]:
    """Everything found about the models, file by file."""
    return tuple(diagnostic for result in results for diagnostic in result.diagnostics)


def show_findings(results: tuple[Result, ...], *, notes: bool) -> None:
    """Put the findings on stderr, notes only where they are wanted."""
    show(item for item in findings(results) if notes or item.severity != "note")


def look_of(colour: str, *, plain: bool, verbose: bool) -> Look:
    """How text is set on stdout. `colour` is `auto`, `always` or `never`; NO_COLOR counts where it is `auto`."""
    terminal = sys.stdout.isatty()
    wanted = colour == "always" or (
        colour == "auto" and terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    )
    width = min(shutil.get_terminal_size((100, 24)).columns, 120) if terminal else 100
    return Look(max(width, 60), wanted and not plain, not plain, verbose)


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Tells on stderr what is being worked on, once that takes longer than a second; only on a terminal.

    What is given raises `BrokenPipeError` when nobody reads stdout any more, so that no work is done for nobody.
    """
    line = _Line()
    shown = sys.stderr.isatty()

    def tell(text: str) -> None:
        if _reader_is_gone():
            raise BrokenPipeError
        if shown:
            line.tell(text)

    try:
        yield tell
    finally:
        if shown:
            line.tell("")


def _reader_is_gone() -> bool:
    """Whether stdout is a pipe whose other end was closed; false where the system does not tell."""
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    try:
        poll.register(sys.stdout.fileno(), 0)
    except (OSError, ValueError):  # it is no file of the system
        return False
    return any(event & select.POLLERR for _, event in poll.poll(0))


class _Line:
    """The last line of a terminal. No thread draws it: whoever works calls `tell` now and then."""

    def __init__(self) -> None:
        self._began = self._drawn = time.monotonic()
        self._shown = ""

    def tell(self, text: str) -> None:
        """Show it, unless it is early days; nothing: wipe the line."""
        now = time.monotonic()
        if text == self._shown or now - self._began < _PATIENCE or (text and now - self._drawn < _EVERY):
            return
        self._shown, self._drawn = text, now
        sys.stderr.write(f"\r\x1b[K{visible(text)[:78]}")
        sys.stderr.flush()


def kept(details: str, words: str) -> str:
    """Where details were written; if nowhere, the details."""
    import tempfile

    try:
        with tempfile.NamedTemporaryFile("w", prefix="bcm-", suffix=".txt", delete=False, encoding="utf-8") as file:
            file.write(details)
        return f"{words} {file.name}"
    except OSError:
        return details
