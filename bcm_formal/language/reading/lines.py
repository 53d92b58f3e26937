"""From rows of words to logical lines: declarations with their clauses, and the comments around each.

A declaration starts at column 1; its clauses are indented below it; a row that stands deeper than the clause before it
goes on with that clause. Rows that start with `and` or `or` go on with whatever is before them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from bcm_formal.diagnostics import Diagnostic, Edit, Fix, Source, Span, nearest
from bcm_formal.language.reading.words import Row, Word
from bcm_formal.language.tree.clauses import Comments
from bcm_formal.language.vocabulary import (
    COMMON_CLAUSES,
    CONTINUES_HEAD,
    FORMS,
    MAX_DECLARATIONS,
    MAX_REPORTED,
    OWN_CLAUSES,
    PHRASES,
    clauses_of,
)
from bcm_formal.records import dataclass

_OPEN_ENDS = frozenset([",", ":", "=", "(", "+", "-", "*", "<", ">", "<=", ">=", "!="]) | frozenset(
    "and or not implies if then else is from to by in with between starts of one".split()  # noqa: SIM905  # easier to read
)
_REQUIREMENTS = frozenset({"when", "unless"})
_ORIGIN_WORDS = frozenset({"source", "quote", "confidence", "note", "title"})


@dataclass(slots=True)
class Part:
    """Rows that say one thing: a whole logical line, or one requirement of it."""

    rows: list[Row]
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[Word]:
        return [word for row in self.rows for word in row.words]

    @property
    def comments(self) -> Comments:
        beside = tuple(row.comment for row in self.rows if row.comment)
        return Comments(tuple(self.before), beside, tuple(self.after))


@dataclass(slots=True)
class Line:
    """A logical line: the first line of a declaration, or a clause. `inner` lines belong to the clause before them."""

    keyword: str
    parts: list[Part]
    inner: list[Line] = field(default_factory=list)

    @property
    def indent(self) -> int:
        return self.parts[0].rows[0].indent

    @property
    def rows(self) -> list[Row]:
        return [row for part in self.parts for row in part.rows]

    @property
    def words(self) -> list[Word]:
        return [word for row in self.rows for word in row.words]

    @property
    def broken(self) -> bool:
        return any(row.broken for row in self.rows)

    @property
    def comments(self) -> Comments:
        """The comments of all parts together."""
        before = [text for part in self.parts for text in part.before]
        beside = [row.comment for row in self.rows if row.comment]
        after = [text for part in self.parts for text in part.after]
        return Comments(tuple(before), tuple(beside), tuple(after))


@dataclass(slots=True)
class Block:
    """One declaration: its first line and its clauses. The keyword may be one that does not exist."""

    head: Line
    clauses: list[Line] = field(default_factory=list)
    kind: str = ""
    """The kind of declaration it is read as: the keyword, or the one nearest to it, or empty."""

    replaces: Word | None = None
    """The word `replace` that stood before the keyword; it is not among the words of the head."""

    sentence: Line | None = None
    """Of a property, the lines that are no clauses; it is among the clauses too."""

    @property
    def last(self) -> Line:
        line = self.clauses[-1] if self.clauses else self.head
        return line.inner[-1] if line.inner else line


class LineReader:
    """Puts rows together to blocks; one use only."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.closing: list[str] = []
        self.diagnostics: list[Diagnostic] = []
        self._pending: list[Row] = []
        self._homeless = False
        self._unknown = 0

    def read(self, rows: Iterable[Row]) -> None:
        """Read all rows of the file; afterwards `blocks` and `closing` are complete."""
        rows = list(rows)
        self._report_tabs([row for row in rows if row.tabs])
        for row in rows:
            if len(self.blocks) > MAX_DECLARATIONS:
                break
            if not row.words and not row.broken:
                self._pending.append(row)
            elif row.indent == 0:
                self._begin_block(row)
            elif not self.blocks:
                self._report_homeless(row)
            else:
                self._add(self.blocks[-1], row)
        self._settle_trailing()
        self.closing = self._take_pending(blanks=True)

    def _begin_block(self, row: Row) -> None:
        self._settle_trailing()
        before = self._take_pending(blanks=True)
        if row.after_blank:
            before.append("")
        replaces = row.words.pop(0) if row.first == "replace" and len(row.words) > 1 else None
        head = Line(row.first, [Part([row], before)])
        self.blocks.append(Block(head, kind=self._kind(row.first), replaces=replaces))

    def _kind(self, keyword: str) -> str:
        """The kind of declaration that begins so, or nearly so; empty if there is none."""
        if keyword in FORMS:
            return keyword
        self._unknown += 1
        return next(iter(nearest(keyword, FORMS)), "") if self._unknown <= MAX_REPORTED else ""

    def _add(self, block: Block, row: Row) -> None:
        """Put an indented row where it belongs: on with a line, into a clause, or as a new clause."""
        keyword = clause_keyword(row.words)
        is_clause = block.kind != "" and keyword in clauses_of(block.kind)
        before = self._take_pending(blanks=False)
        last = block.last
        if row.first in ("and", "or"):
            self._continue(block, last, row, before)
        elif block.kind == "property" and not is_clause:
            self._add_sentence(block, row, before)
        elif block.clauses and last is not block.head and row.indent > block.clauses[-1].indent:
            clause = block.clauses[-1]
            if keyword in _inner_words(block) and _has_origin(block, clause):
                clause.inner.append(Line(keyword, [Part([row], before)]))
            elif is_clause:
                self._report_too_deep(row, keyword)
                block.clauses.append(Line(keyword, [Part([row], before)]))
            else:
                self._continue(block, last, row, before)
        elif not block.clauses and _continues_head(block, row, is_clause):
            self._continue(block, last, row, before)
        else:
            block.clauses.append(Line(keyword, [Part([row], before)]))

    def _continue(self, block: Block, line: Line, row: Row, before: list[str]) -> None:
        in_define = line is block.head and block.kind == "define"
        if row.first == "and" and (in_define or line.keyword in _REQUIREMENTS or amends_requirements(line)):
            line.parts.append(Part([row], before))
        else:
            line.parts[-1].rows.append(row)
            line.parts[-1].before += before

    def _add_sentence(self, block: Block, row: Row, before: list[str]) -> None:
        """All lines of a property that are not clauses are one sentence."""
        if block.sentence is not None:
            self._continue(block, block.sentence, row, before)
            return
        has_colon = any(word.text == ":" for word in block.head.words)
        if not has_colon and not block.clauses and row.words and row.words[0].kind == "STRING":
            self._continue(block, block.head, row, before)
            return
        block.sentence = Line("sentence", [Part([row], before)])
        block.clauses.append(block.sentence)

    def _take_pending(self, *, blanks: bool) -> list[str]:
        taken: list[str] = []
        for row in self._pending:
            if blanks and row.after_blank:
                taken.append("")
            taken.append(row.comment or "#")
        self._pending.clear()
        return taken

    def _settle_trailing(self) -> None:
        """Indented comments after the last line of a declaration stay with it."""
        if self.blocks:
            after = self.blocks[-1].last.parts[-1].after
            while self._pending and self._pending[0].indent > 0:
                after.append(self._pending.pop(0).comment or "#")

    def _report_homeless(self, row: Row) -> None:
        self._pending.clear()
        if self._homeless or not row.words:
            return
        self._homeless = True
        span = Span(self.source, row.words[0].start, row.words[0].end)
        remedy = "start the line at column 1 if it is a declaration"
        self.diagnostics.append(Diagnostic("BCM112", "an indented line stands below no declaration", span, remedy))

    def _report_too_deep(self, row: Row, keyword: str) -> None:
        span = Span(self.source, row.words[0].start, row.words[0].start + len(keyword))
        message = f"`{keyword}` is indented deeper than the clause before it"
        self.diagnostics.append(Diagnostic("BCM113", message, span, "indent it like the clause before it"))

    def _report_tabs(self, rows: list[Row]) -> None:
        if not rows:
            return
        spans = [Span(self.source, row.start, row.start + _leading_space(self.source, row)) for row in rows]
        edits = tuple(Edit(span, span.text.replace("\t", "  ")) for span in spans)
        others = f", and {len(rows) - 1} more lines are" if len(rows) > 2 else ", and one more line is"
        message = f"this line is indented with tabs{others if len(rows) > 1 else ''}"
        fix = Fix("replace tabs by two spaces", edits)
        self.diagnostics.append(Diagnostic("BCM111", message, spans[0], "indent with spaces, two a level", fix=fix))


def clause_keyword(words: list[Word]) -> str:
    """The first word, or the first two where they are read as one (`in force`, `at most`)."""
    if not words or words[0].kind != "NAME":
        return words[0].text if words else ""
    if len(words) > 1 and (words[0].text, words[1].text) in PHRASES:
        return f"{words[0].text} {words[1].text}"
    return words[0].text


def amends_requirements(line: Line) -> bool:
    """True iff a line begins with `add when`, `drop when`, `add unless` or `drop unless`."""
    words = line.rows[0].words
    return line.keyword in ("add", "drop") and len(words) > 1 and words[1].text in _REQUIREMENTS


def _inner_words(block: Block) -> frozenset[str]:
    """What may begin a line below a clause that `_has_origin`."""
    return _ORIGIN_WORDS | {"yields"} if block.kind == "status" else _ORIGIN_WORDS


def _has_origin(block: Block, clause: Line) -> bool:
    """True iff clauses of this kind may have a source of their own below them."""
    is_limit = block.kind == "status" and clause.keyword == "at most"
    return is_limit or (block.kind == "score" and clause.keyword not in COMMON_CLAUSES)


def _continues_head(block: Block, row: Row, is_clause: bool) -> bool:
    """True iff an indented row goes on with the first line of the declaration."""
    if is_clause or block.kind in ("score", "scenario", ""):
        return False
    last_row = block.head.parts[-1].rows[-1]
    return (
        block.kind == "define"
        or (bool(row.words) and row.words[0].kind == "SYMBOL")
        or (bool(last_row.words) and last_row.words[-1].text in _OPEN_ENDS)
        or row.first in CONTINUES_HEAD.get(block.kind, ())
    )


def _leading_space(source: Source, row: Row) -> int:
    text = source.text[row.start : row.start + row.indent + 1_000]
    return len(text) - len(text.lstrip(" \t"))


def is_known_clause(keyword: str) -> bool:
    """True iff some declaration has such a clause."""
    return keyword in COMMON_CLAUSES or any(keyword in own for own in OWN_CLAUSES.values())
