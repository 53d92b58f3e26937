"""The formatter: one canonical way to write a tree. Reading what it wrote gives the same tree, and comments survive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, Source, cells, padded
from bcm_formal.language.fences import Region, is_markdown, regions
from bcm_formal.language.from_text import parse
from bcm_formal.language.tree.policy import Comments, Declaration, EventDecl, PolicyFile, TransitionDecl
from bcm_formal.language.writing.clauses import TextLine
from bcm_formal.language.writing.declarations import clause_lines, head_columns

_TABS = "BCM111"
_MAX_ALIGNED = 60


def format_tree(tree: PolicyFile) -> str:
    """The canonical text of a file; ends in a line end unless it is empty."""
    return _text(tree.declarations, tree.closing)


def format_source(source: Source) -> str:
    """The canonical text of a policy file; of a Markdown file, the file with its `bcm` blocks in canonical form.

    Line ends are those that most lines of the file, or of the block, have. What is outside of blocks stays as it is.
    Tabs are repaired. Raises DiagnosticError if the file has other errors: what could not be read is never thrown away.
    """
    parsed = parse(source)
    if any(d.severity == "error" and d.code != _TABS for d in parsed.diagnostics):
        raise DiagnosticError(parsed.diagnostics)
    if not is_markdown(source):
        return _with_line_ends(format_tree(parsed.tree), source.text)
    return _format_blocks(source, parsed.tree)


def _format_blocks(source: Source, tree: PolicyFile) -> str:
    pieces: list[str] = []
    done = 0
    blocks = regions(source)
    for number, region in enumerate(blocks):
        inside = tuple(d for d in tree.declarations if region.start <= d.span.start < region.end)
        for declaration in inside:
            if declaration.span.end > region.end:
                message = "this declaration goes on in another block, so the file cannot be formatted"
                remedy = "put the whole declaration into one block"
                raise DiagnosticError((Diagnostic("BCM109", message, declaration.span, remedy),))
        closing = tree.closing if number == len(blocks) - 1 else ()
        text = _text(inside, closing)
        margin = " " * region.margin
        indented = "".join(f"{margin}{line}" if line.strip() else line for line in text.splitlines(keepends=True))
        before = source.text[region.start : region.end] or source.text
        pieces += [source.text[done : region.start], _with_line_ends(indented, before)]
        done = _end_of_content(source, region)
    return "".join([*pieces, source.text[done:]])


def _with_line_ends(text: str, like: str) -> str:
    """The text with the line end that most lines of another have; a line feed if neither has the most."""
    has_returns = 2 * like.count("\r\n") > like.count("\n")
    return text.replace("\n", "\r\n") if has_returns else text


def _end_of_content(source: Source, region: Region) -> int:
    """Where the closing fence's line begins."""
    return region.end if region.end < len(source.text) else len(source.text)


def _text(declarations: Sequence[Declaration], closing: Sequence[str]) -> str:
    lines: list[str] = []
    clauses = [clause_lines(declaration) for declaration in declarations]
    heads = _aligned(declarations, [bool(below) for below in clauses])
    previous: Declaration | None = None
    for declaration, head, below in zip(declarations, heads, clauses, strict=True):
        before = list(declaration.comments.before)
        apart = bool(before) and before[0] == ""
        if previous is not None and (apart or _group(previous) != _group(declaration)):
            lines.append("")
        lines += before[1:] if apart else before
        comments = Comments((), declaration.comments.beside, declaration.comments.after)
        lines += _with_comments(TextLine(head, comments, 0))
        for line in below:
            lines += _with_comments(line)
        previous = declaration
    lines += closing if lines else _without_leading_blank(closing)
    return "".join(f"{line}\n" for line in lines)


def _without_leading_blank(lines: Sequence[str]) -> Sequence[str]:
    return lines[1:] if lines and lines[0] == "" else lines


def _with_comments(line: TextLine) -> Iterable[str]:
    """The line with its comments; of several comments beside it, all but the first move to lines before it."""
    space = " " * line.indent
    comments = line.comments
    for text in (*comments.before, *comments.beside[1:]):
        yield f"{space}{text}"
    beside = f"  {comments.beside[0]}" if comments.beside else ""
    yield f"{space}{line.text}{beside}"
    for text in comments.after:
        yield f"{' ' * max(2, line.indent)}{text}"


def _group(declaration: Declaration) -> type:
    """Declarations of one group stand together without a blank line."""
    return TransitionDecl if isinstance(declaration, EventDecl) else type(declaration)


def _aligned(declarations: Sequence[Declaration], has_clauses: Sequence[bool]) -> list[str]:
    """The first lines, columns aligned in runs of one kind; a run ends at a blank line and after clauses."""
    heads: list[str] = []
    run: list[tuple[str, ...]] = []
    for index, declaration in enumerate(declarations):
        before = declaration.comments.before
        follows = index > 0 and type(declarations[index - 1]) is type(declaration) and not has_clauses[index - 1]
        if run and (not follows or "" in before):
            heads += _align(run)
            run = []
        run.append(head_columns(declaration))
    return heads + _align(run)


def _align(run: Sequence[tuple[str, ...]]) -> list[str]:
    widths: dict[int, int] = {}
    for columns in run:
        for number, column in enumerate(columns[:-1]):
            if cells(column) <= _MAX_ALIGNED:
                widths[number] = max(widths.get(number, 0), cells(column))
    lines: list[str] = []
    for columns in run:
        filled = [padded(column, widths.get(number, 0)) for number, column in enumerate(columns[:-1])]
        lines.append(" ".join([*filled, columns[-1]]))
    return lines
