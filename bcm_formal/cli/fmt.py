"""The command `bcm fmt`: models in their one canonical form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from bcm_formal.cli.options import PATH
from bcm_formal.records import dataclass
from bcm_formal.views.report.exit_codes import EXIT_WRONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcm_formal.diagnostics import Diagnostic

EXIT_CHANGES = 1


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file, or stdin where there is none, before and after; `mark` is the byte order mark that it has."""

    name: str
    path: Path | None
    before: str
    after: str
    mark: str = ""


@click.command()
@click.argument("paths", nargs=-1, type=PATH, help="Models or folders; - is stdin. Default: here.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if something would change.")
@click.option("--diff", is_flag=True, help="Write nothing but what would change; exit 1 if something would.")
def fmt(paths: tuple[Path, ...], only_check: bool, diff: bool) -> None:
    """Write models in their one canonical form. Files keep their line ends and byte order marks."""
    from bcm_formal.cli.terminal import say_exactly, say_line, show

    if Path("-") in paths and len(paths) > 1:
        raise click.BadParameter("stdin cannot be formatted together with files: name `-` alone")
    items, findings = formatted(paths or (Path(),))
    changed = [item for item in items if item.before != item.after]
    for item in items if not (only_check or diff) else ():
        _write(item)
    if diff:
        say_exactly("".join(map(_difference, changed)))
    else:
        for item in changed if only_check else [item for item in changed if item.path]:
            say_line(f"{'would change' if only_check else 'changed'} {item.name}")
    show(findings)
    is_wrong = any(item.severity == "error" for item in findings)
    raise Exit(EXIT_WRONG if is_wrong else EXIT_CHANGES if changed and (only_check or diff) else 0)


def formatted(paths: Sequence[Path]) -> tuple[list[Formatted], list[Diagnostic]]:
    """Every model, and findings: what was left out, and errors of the files that cannot be formatted."""
    from bcm_formal.diagnostics import STDIN, DiagnosticError, source_of_stdin
    from bcm_formal.language.to_text import format_source
    from bcm_formal.project.files import search

    items: list[Formatted] = []
    if list(paths) == [Path("-")]:
        source = source_of_stdin()
        return [Formatted(STDIN, None, source.text, format_source(source))], []
    found = search(paths, parts=True)
    findings = list(found.left_out)
    for path in found.models:
        try:
            items.append(_of_file(path))
        except DiagnosticError as error:
            findings += error.diagnostics
    return items, findings


def _of_file(path: Path) -> Formatted:
    from bcm_formal.diagnostics import BYTE_ORDER_MARK, file_head
    from bcm_formal.language.files import source_of_file
    from bcm_formal.language.to_text import format_source

    source = source_of_file(path)
    mark = BYTE_ORDER_MARK if file_head(path, 3) == BYTE_ORDER_MARK.encode() else ""
    return Formatted(str(path), path, source.text, format_source(source), mark)


def _write(item: Formatted) -> None:
    from bcm_formal.cli.terminal import say_exactly
    from bcm_formal.views.report.writing import write_whole

    if item.path is None:
        say_exactly(item.after)
    elif item.before != item.after:
        write_whole(item.path, item.mark + item.after)


def _difference(item: Formatted) -> str:
    """A unified difference, which `patch` and `git apply` understand, in which nothing is acted on."""
    from difflib import unified_diff

    from bcm_formal.diagnostics import inert, visible

    name = visible(item.name)
    lines = unified_diff(_lines(item.before), _lines(item.after), name, name)
    told: list[str] = []
    for line in lines:
        body = line.rstrip("\r\n")
        told.append(inert(visible(body)) + (line[len(body) :] or "\n\\ No newline at end of file\n"))
    return "".join(told)


def _lines(text: str) -> list[str]:
    """The lines with their ends; only a line feed ends one."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
