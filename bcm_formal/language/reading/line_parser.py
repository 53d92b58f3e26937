"""One logical line at a time: read it by the grammar, or say what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bcm_formal.diagnostics import Diagnostic, Source, Span
from bcm_formal.language.reading.depth import check_nesting
from bcm_formal.language.reading.from_parse_terms import RefusedError
from bcm_formal.language.reading.grammar import UnexpectedWordError, parse_words, spellings
from bcm_formal.language.reading.lines import Line
from bcm_formal.language.reading.words import Row, Word
from bcm_formal.language.tree.policy import NO_COMMENTS, Comments, Requirement

_LOOSE = frozenset({"or", "implies", "if"})
T = TypeVar("T")


def with_comments(node: T, comments: Comments) -> T:
    """The node of a line with the comments around the line."""
    return node if comments == NO_COMMENTS else replace(node, comments=comments)  # type: ignore[type-var]


class LineParser:
    """Reads lines of one source; what is wrong collects in `diagnostics`."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []

    def parse(
        self, start: str, words: Sequence[Word], form: str, *, skip: int = 0, temporal: bool = False
    ) -> object | None:
        """The result of the start rule on the words after the first `skip`, or None if they were reported as wrong.

        `form` is how such a line is built, for the remedy.
        """
        read = words[skip:]
        wrong = check_nesting(read, self.source)
        if wrong:
            self.diagnostics.append(wrong)
            return None
        try:
            return parse_words(start, read, self.source, temporal=temporal)
        except UnexpectedWordError as error:
            from bcm_formal.language.reading.complaints import complain

            wrong = complain(words, error.index + skip, error.accepted, spellings(), self.source, form)
        except RefusedError as error:
            wrong = error.diagnostic
        self.diagnostics.append(wrong)
        return None

    def line(self, start: str, line: Line, form: str, *, skip: int = 0, temporal: bool = False) -> object | None:
        """As `parse`, for a whole logical line; lines with unreadable words were reported before."""
        if line.broken or self.mixes(line.rows):
            return None
        node = self.parse(start, line.words, form, skip=skip, temporal=temporal)
        return None if node is None else with_comments(node, line.comments)

    def requirements(self, line: Line, skip: int, form: str) -> tuple[Requirement, ...]:
        """The requirements of a line, one a part; the first part has `skip` words before its expression."""
        if line.broken or self.mixes(line.rows) or self._lacks_parentheses(line, skip):
            return ()
        found: list[Requirement] = []
        for number, part in enumerate(line.parts):
            requirement = self.parse("condition", part.words, form, skip=1 if number else skip)
            if isinstance(requirement, Requirement):
                found.append(with_comments(requirement, part.comments))
        return tuple(found)

    def mixes(self, rows: Sequence[Row]) -> bool:
        """Report lines of one clause of which some begin with `and`, some with `or`."""
        joining = [row for row in rows[1:] if row.first in ("and", "or")]
        for row in joining:
            if row.first != joining[0].first:
                first, word = joining[0].first, row.words[0]
                message = f"lines of one clause begin with `{first}` and with `{word.text}`"
                self._add("BCM116", message, word, "put what belongs together on one line, in parentheses")
                return True
        return False

    def _lacks_parentheses(self, line: Line, skip: int) -> bool:
        """Report a loose `or`, `implies` or `if` in one of several requirements: it could be read in two ways."""
        if len(line.parts) == 1:
            return False
        for number, part in enumerate(line.parts):
            open_count, before = 0, ""
            for word in part.words[1 if number else skip :]:
                open_count += {"(": 1, ")": -1}.get(word.text, 0) if word.kind == "SYMBOL" else 0
                is_joint = word.text in _LOOSE and before != "than"  # `greater than or equal to` is another mistake
                before = word.text
                if word.kind == "NAME" and is_joint and open_count == 0:
                    message = f"`{word.text}` stands beside requirements that are joined by `and`"
                    self._add("BCM116", message, word, "put this requirement in parentheses: `(a or b)`")
                    return True
        return False

    def _add(self, code: str, message: str, word: Word, remedy: str) -> None:
        span = Span(self.source, word.start, word.end)
        self.diagnostics.append(Diagnostic(code, message, span, remedy))
