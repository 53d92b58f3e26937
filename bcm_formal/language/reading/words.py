"""From text to words: names, numbers, dates, quoted text, symbols, comments, line ends.

Nothing raises here: what cannot be read becomes a diagnostic, and its line is marked as broken.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from contextlib import suppress
from dataclasses import field
from typing import Literal, NamedTuple

from bcm_formal.diagnostics import HIDDEN, Diagnostic, Edit, Fix, Source, Span, kind_of
from bcm_formal.language.reading.letters import composed, end_of_name, mixed, unfit
from bcm_formal.language.reading.smaller_units import in_a_smaller_unit
from bcm_formal.language.vocabulary import MAX_REPORTED
from bcm_formal.records import dataclass

WordKind = Literal["NAME", "NUMBER", "DATE", "STRING", "SYMBOL"]

MAX_DIGITS = 15
MAX_NAME = 100
MAX_WIDE_NAME = 48
"""characters of a name with letters beyond ASCII; longer ones fit into no file name"""

_PATTERN = re.compile(
    r"""(?P<space>[ \t]+)
    |(?P<newline>\r\n|\n|\r)
    |(?P<comment>\#[^\r\n]*)
    |(?P<STRING>"(?:[^"\\\r\n]|\\[^\r\n])*")
    |(?P<DATE>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![-\w]))
    |(?P<bad_date>[0-9]{4}(?P<sep>[-/.])[0-9]{1,2}(?P=sep)[0-9]{1,2}|[0-9]{1,2}(?P<sep2>[/.])[0-9]{1,2}(?P=sep2)[0-9]{4})
    |(?P<decimal>[0-9]+\.[0-9]+|[0-9]+,[0-9]+(?=[ \t]*(?:year|quarter|month|week|day)s?\b))
    |(?P<NUMBER>[0-9]+)
    |(?P<NAME>[A-Za-z_][A-Za-z0-9_]*+(?![^\x00-\x7f]))
    |(?P<internal_name>\$[^\W\d]\w*)
    |(?P<full_width>[！＃-～]+)
    |(?P<other_digits>\d+)
    |(?P<wide_name>[^\W\d]\w*)
    |(?P<other_comment>//[^\r\n]*|--(?=[ \t])[^\r\n]*|/\*[^\r\n]*)
    |(?P<dots>\.\.+|…)
    |(?P<not_a_sign>===?|:=|->|=>|<>)
    |(?P<SYMBOL>!=|>=|<=|[=<>:,+\-*()\[\]])
    |(?P<open_quote>"[^\r\n]*)
    |(?P<other_quote>[“”„«»「」『』＂'`][^\r\n]*)
    |(?P<strange_space>[^\S\r\n]+)
    |(?P<strange>\\.|&&|\|\||.)""",
    re.VERBOSE | re.DOTALL,
)
_MEASURE = re.compile("[A-Z]{3}|percent")
_UNIT = re.compile(r"[ \t]*(year|quarter|month|week|day)s?\b")
_OF_A_KIND = frozenset({"replace", "repeal", "renamed"})
"""words after which a kind of declaration stands"""
_BEFORE_IDENTIFIER = re.compile(r"[ \t]+(?=[^\W\d])")
_INSTEAD = {
    "..": "`to`",
    "...": "`to`",
    "…": "`to`",
    "==": "`is`",
    "===": "`is`",
    ":=": "`=`",
    "->": "`implies`",
    "=>": "`implies`",
    "<>": "`is not`",
    "&&": "`and`",
    "&": "`and`",
    "||": "`or`",
    "|": "`or`",
    "!": "`not`",
    "、": "`,`",
    "≥": "`at least`",
    "≤": "`at most`",
    "≠": "`is not`",
    "→": "`implies`",
    "¬": "`not`",
    "∧": "`and`",
    "∨": "`or`",
    "%": "`percent`",
    "–": "`-`",
    "—": "`-`",
    "−": "`-`",
    "×": "`*`",
    "{": "`(`",
    "}": "`)`",
}


class Word(NamedTuple):
    """One word; offsets are those of the source."""

    kind: WordKind
    text: str
    start: int
    end: int


def is_measure(text: str) -> bool:
    """True iff a word that follows a number may be its unit: `JPY`, `percent`."""
    return _MEASURE.fullmatch(text) is not None


@dataclass(slots=True)
class Row:
    """One line of the text that is not empty: its words, and its comment, which begins with `#`."""

    start: int
    indent: int
    words: list[Word] = field(default_factory=list)
    comment: str | None = None
    tabs: bool = False
    broken: bool = False
    after_blank: bool = False

    @property
    def first(self) -> str:
        return self.words[0].text if self.words else ""


class Reader:
    """Splits regions of one source into rows; diagnostics collect in `diagnostics`."""

    def __init__(self, source: Source, *, internal: bool = False) -> None:
        self.source = source
        self.internal = internal
        """whether names of the tool's own (`$…`) may stand there, as in certificates"""
        self.diagnostics: list[Diagnostic] = []
        self._judged: set[str] = set()
        """names with letters beyond ASCII that nothing more is said of"""

    def rows(self, start: int, end: int, margin: int = 0) -> list[Row]:
        """The rows of the text from `start` to `end`; `margin` columns of indentation do not count."""
        text, match = self.source.text, _PATTERN.match
        rows: list[Row] = []
        row = Row(start, 0)
        blank, position = False, start
        self._report_hidden(start, end)
        while position < end:
            found = match(text, position, end)
            assert found is not None
            kind, position = found.lastgroup, found.end()
            if kind == "space":
                continue
            if kind == "newline":
                if row.words or row.comment is not None or row.broken:
                    rows.append(row)
                    blank = False
                else:
                    blank = True
                row = Row(position, 0, after_blank=blank)
                continue
            if not row.words and not row.broken:
                self._measure(row, found.start(), margin)
            position = self._take(row, found, end)
        if row.words or row.comment is not None or row.broken:
            rows.append(row)
        return rows

    def _report_hidden(self, start: int, end: int) -> None:
        """Hidden characters wherever they stand, in comments and quoted texts too."""
        text = self.source.text
        for found in HIDDEN.finditer(text, start, end):
            if found.group() == "\r" and "\n" not in text:
                continue  # all its lines end so, as some old editors have it
            message = f"{kind_of(found.group())} (U+{ord(found.group()):04X})"
            self._add("BCM108", message, *found.span(), "remove it")

    def _measure(self, row: Row, start: int, margin: int) -> None:
        space = self.source.text[row.start : start]
        row.tabs = "\t" in space
        row.indent = max(0, len(space.replace("\t", "  ")) - margin)

    def _take(self, row: Row, found: re.Match[str], end: int) -> int:
        """Put what was found into the row; the offset to go on from."""
        kind, text, start = found.lastgroup, found.group(), found.start()
        match kind:
            case "NAME" if len(text) <= MAX_NAME:
                row.words.append(Word("NAME", text, start, found.end()))
                if _leads_to_identifier(row.words):
                    return self._identifier(row, found.end(), end)
            case "wide_name":
                return self._wide_name(row, start, end)
            case "internal_name" if self.internal:
                stop = max(start + 2, end_of_name(self.source.text, start + 1, end))
                row.words.append(Word("NAME", composed(self.source.text[start:stop]), start, stop))
                return stop
            case "SYMBOL":
                row.words.append(Word("SYMBOL", text, start, found.end()))
            case "STRING":
                row.words.append(Word("STRING", text, start, found.end()))
                if "\\" in text:
                    self._check_escapes(row, text, start)
            case "NUMBER" if len(text) <= MAX_DIGITS:
                row.words.append(Word("NUMBER", text, start, found.end()))
            case "DATE":
                row.words.append(Word("DATE", text, start, found.end()))
            case "comment":
                text = text.rstrip()
                row.comment = text if text[1:2] in ("", " ", "#", "!") else f"# {text[1:]}"
            case "not_a_sign" if text in ("->", "=>") and row.first == "transition":
                row.broken = True
                remedy = "write `from` and `to`: `transition NAME from STATUS to STATUS by ACTOR`"
                self._add("BCM120", f"`{text}` does not lead from one status to another", start, found.end(), remedy)
            case _:
                row.broken = True
                self._report(str(kind), text, start)
        return found.end()

    def _identifier(self, row: Row, position: int, end: int) -> int:
        """Ids of sources and languages may hold `-` and `.` too."""
        text = self.source.text
        found = _BEFORE_IDENTIFIER.match(text, position, end)
        stop = end_of_name(text, found.end(), end) if found else position
        if found is None or stop == found.end():
            return position
        while stop < end and text[stop] in "-.":
            stop = end_of_name(text, stop + 1, end)
        self._put_name(row, found.end(), stop)
        return stop

    def _wide_name(self, row: Row, start: int, end: int) -> int:
        """A name with letters beyond ASCII, or beside what may be one; the offset to go on from."""
        stop = end_of_name(self.source.text, start, end)
        if stop == start:  # a sign such as a raised digit: something of a word, but of no name
            row.broken = True
            self._report("strange", self.source.text[start], start)
            return start + 1
        self._put_name(row, start, stop)
        if len(row.words) == 1 and row.first in ("source", "title"):
            return self._identifier(row, stop, end)
        return stop

    def _put_name(self, row: Row, start: int, stop: int) -> None:
        name = composed(self.source.text[start:stop])
        row.words.append(Word("NAME", name, start, stop))
        if len(name) > (MAX_NAME if name.isascii() else MAX_WIDE_NAME):
            row.broken = True
            self._report("NAME", name, start)
        elif not name.isascii() and name not in self._judged:
            self._judge(row, name, start, stop)

    def _judge(self, row: Row, name: str, start: int, stop: int) -> None:
        for part in re.split("[-.]", name):
            wrong = unfit(part)
            if wrong is not None:
                row.broken = True
                self._add("BCM150", wrong.message, start, stop, wrong.remedy, wrong.instead if part == name else None)
                return
        self._judged.add(name)
        scripts = mixed(name)
        if scripts is not None:
            message = f"`{name}` mixes letters of {scripts}"
            remedy = "write each part of a name in one script, and put `_` between parts in different ones"
            span = Span(self.source, start, stop)
            self.diagnostics.append(Diagnostic("BCM625", message, span, remedy, severity="warning"))

    def _check_escapes(self, row: Row, text: str, start: int) -> None:
        for found in re.finditer(r"\\(.)", text[1:-1], re.DOTALL):
            if found.group(1) not in '"\\':
                row.broken = True
                place = start + 1 + found.start()
                message = f"`{found.group()}` means nothing inside quotes"
                remedy = 'write `\\\\` for a backslash and `\\"` for a quotation mark'
                self._add("BCM125", message, place, place + 2, remedy)

    def _report(self, kind: str, text: str, start: int) -> None:
        end = start + len(text)
        match kind:
            case "bad_date":
                remedy = "write year-month-day with two digits each for month and day, such as `2027-04-01`"
                self._add("BCM122", f"`{text}` is not a date", start, end, _days_of(text) or remedy)
            case "decimal":
                self._report_decimal(text, start)
            case "NUMBER":
                message = f"a number of {len(text)} digits is too large"
                self._add("BCM124", message, start, end, f"numbers have at most {MAX_DIGITS} digits")
            case "NAME":
                most = (
                    f"{MAX_NAME} characters" if text.isascii() else f"{MAX_WIDE_NAME} characters if not all are ASCII"
                )
                message = f"a name of {len(text)} characters is too long"
                self._add("BCM123", message, start, end, f"names have at most {most}; titles may be longer")
            case "full_width":
                plain = unicodedata.normalize("NFKC", text)
                message = f"`{text}` is written in full-width characters"
                self._add("BCM120", message, start, end, f"write `{plain}`", plain)
            case "other_digits":
                plain = str(int(text)) if len(text) <= MAX_DIGITS else "the digits 0 to 9"
                self._add("BCM120", f"`{text}` is written in digits of another script", start, end, f"write `{plain}`")
            case "other_comment":
                message = f"`{text[:2]}` does not begin a comment"
                self._add("BCM120", message, start, start + 2, "write `#`, which does, to the end of the line", "#")
            case "internal_name":
                remedy = "write names with letters, digits and `_`; put other text in quotes"
                self._add("BCM123", f"`{text}` cannot be a name", start, end, remedy)
            case "open_quote":
                stripped = text.rstrip()
                remedy = 'close the text with `"` on the same line'
                self._add("BCM121", "this text in quotes is not closed", start, start + len(stripped), remedy)
            case "strange" | "strange_space" if HIDDEN.match(self.source.text, start):
                pass  # it was reported where the whole text was searched for such
            case "strange_space":
                self._add(
                    "BCM120", f"an unusual kind of space (U+{ord(text[0]):04X})", start, end, "use ordinary spaces"
                )
            case "other_quote":
                message = f"`{text[0]}` does not begin a text in quotes"
                self._add("BCM120", message, start, start + 1, 'use straight quotation marks: `"…"`')
            case _:
                shown = text if text.isprintable() else f"U+{ord(text[0]):04X}"
                instead = _INSTEAD.get(text)
                remedy = f"write {instead} instead" if instead else "remove it, or put the text in quotes"
                self._add("BCM120", f"`{shown}` is not part of the language", start, end, remedy)

    def _report_decimal(self, text: str, start: int) -> None:
        """A fraction, with what it is in a smaller unit if a unit follows."""
        end = start + len(text)
        found = _UNIT.match(self.source.text, end)
        smaller = in_a_smaller_unit(text, found.group(1)) if found and len(text) <= MAX_DIGITS else None
        message = f"`{text}` is not a whole number"
        if found and smaller:
            remedy = f"write `{smaller}`; `time in` must then be that unit or a shorter one"
            self._add("BCM124", message, start, found.end(), remedy, smaller)
        else:
            self._add("BCM124", message, start, end, "use a smaller unit or step")

    def _add(self, code: str, message: str, start: int, end: int, remedy: str, instead: str | None = None) -> None:
        """One more mistake. `instead` is what a program may write in its place."""
        if len(self.diagnostics) <= MAX_REPORTED:
            span = Span(self.source, start, end)
            fix = None if instead is None else Fix(f"replace by `{instead}`", (Edit(span, instead),))
            self.diagnostics.append(Diagnostic(code, message, span, remedy, fix=fix))


def _leads_to_identifier(words: list[Word]) -> bool:
    """True iff the id of a source or of a language follows."""
    first = words[-1].text in ("source", "title") and len(words) == 1
    return first or (len(words) == 2 and words[1].text == "source" and words[0].text in _OF_A_KIND)


def _days_of(text: str) -> str | None:
    """How the day, or each of two days that it may be, is written."""
    first, middle, last = (int(part) for part in re.split(r"[-/.]", text))
    if first > 31:
        orders = [(first, middle, last)]
    else:
        orders = [(last, middle, first)] if "." in text else [(last, middle, first), (last, first, middle)]
    days: dict[str, None] = {}
    for year, month, day in orders:
        with suppress(ValueError):
            days[datetime.date(year, month, day).isoformat()] = None
    return f"write {' or '.join(f'`{day}`' for day in days)}: year, month, day" if days else None
