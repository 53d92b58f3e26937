"""From text to syntax tree: every error of a file in one run, each at its place."""

from __future__ import annotations

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, Source, Span, has_errors, in_reading_order
from bcm_formal.language.fences import is_markdown, overlooked, regions
from bcm_formal.language.reading.lines import LineReader
from bcm_formal.language.reading.words import Reader
from bcm_formal.language.tree.policy import Declaration, Expression, PolicyFile, Requirement, UnreadDeclaration
from bcm_formal.language.vocabulary import MAX_DECLARATIONS, MAX_REPORTED
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """The tree of everything that could be read, and what was wrong with the rest, in reading order."""

    source: Source
    tree: PolicyFile
    diagnostics: tuple[Diagnostic, ...]

    @property
    def ok(self) -> bool:
        """True iff there are no errors, so that the tree is all of the file."""
        return not has_errors(self.diagnostics)


def parse(source: Source) -> ParsedFile:
    """Read a policy file, or the `bcm` blocks of a Markdown file. Never raises for what the text says."""
    reader = Reader(source)
    rows = [row for region in regions(source) for row in reader.rows(*region)]
    lines = LineReader(source)
    lines.read(rows)
    diagnostics = [*overlooked(source), *reader.diagnostics, *lines.diagnostics]
    if not lines.blocks and not has_errors(tuple(diagnostics)):
        diagnostics.append(_empty(source))
    declarations, unread = _declarations(source, lines, diagnostics)
    tree = PolicyFile(declarations, Span(source, 0, len(source.text)), unread, tuple(lines.closing))
    return ParsedFile(source, tree, at_most(in_reading_order(tuple(diagnostics))))


def parse_condition(source: Source) -> Expression:
    """A lone expression, possibly over several lines, as in certificates; comments are dropped.

    Internal names are read there too.

    Raises DiagnosticError if the text is anything else.
    """
    from bcm_formal.language.reading.line_parser import LineParser

    reader = Reader(source, internal=True)
    rows = reader.rows(0, len(source.text))
    parser = LineParser(source)
    words = [word for row in rows for word in row.words]
    if not words and not reader.diagnostics:
        raise DiagnosticError((Diagnostic("BCM104", "there is no expression", Span(source, 0, 0), "write one"),))
    requirement = None if reader.diagnostics else parser.parse("condition", words, "EXPRESSION")
    if not isinstance(requirement, Requirement):
        raise DiagnosticError((*reader.diagnostics, *parser.diagnostics))
    return requirement.condition


def _declarations(
    source: Source, lines: LineReader, diagnostics: list[Diagnostic]
) -> tuple[tuple[Declaration, ...], tuple[UnreadDeclaration, ...]]:
    if not lines.blocks:
        return (), ()
    from bcm_formal.language.reading.declarations import DeclarationReader

    if len(lines.blocks) > MAX_DECLARATIONS:
        row = lines.blocks[MAX_DECLARATIONS].head.rows[0]
        message = f"there are more than {MAX_DECLARATIONS:,} declarations"
        span = Span(source, row.start, row.start + 1)
        diagnostics.append(Diagnostic("BCM105", message, span, "split the policy into several files"))
    reader = DeclarationReader(source)
    declarations: list[Declaration] = []
    unread: list[UnreadDeclaration] = []
    for block in lines.blocks[:MAX_DECLARATIONS]:
        declaration = reader.read(block)
        if isinstance(declaration, UnreadDeclaration):
            unread.append(declaration)
        else:
            declarations.append(declaration)
        if len(reader.diagnostics) > MAX_REPORTED:
            break
    diagnostics += reader.diagnostics
    return tuple(declarations), tuple(unread)


def at_most(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """So many that a person can use them; a file with more is not a policy."""
    if len(diagnostics) <= MAX_REPORTED:
        return diagnostics
    message = f"there are more than {MAX_REPORTED} errors; the rest is not shown"
    last = diagnostics[MAX_REPORTED].span
    return (*diagnostics[:MAX_REPORTED], Diagnostic("BCM107", message, last, "repair the first ones and run again"))


def _empty(source: Source) -> Diagnostic:
    if is_markdown(source) and source.text.strip():
        remedy = "put the policy in a block that begins with three backticks and `bcm`"
        return Diagnostic("BCM104", "no `bcm` block holds a declaration", Span(source, 0, 0), remedy)
    what = "the file declares nothing" if source.text.strip() else "the file is empty"
    return Diagnostic("BCM104", what, Span(source, 0, 0), 'begin with `policy NAME "title"`')
