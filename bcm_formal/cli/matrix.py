"""The part of the command line that compares policies: `bcm check --matrix`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bcm_formal.project.request import Request
    from bcm_formal.views.report.contents import Result
    from bcm_formal.views.report.formats import Look

_FORMS = ("text", "markdown", "json")


def matrix(
    request: Request, form: str, outputs: list[tuple[str, Path]], look: Look, refused: tuple[Result, ...] = ()
) -> int:
    """Check, write the table of properties × policies, and return the exit code: that of the worst verdict.

    `refused`: what was asked for and cannot be checked.
    """
    wrong = [kind for kind in (form, *(kind for kind, _ in outputs)) if kind not in _FORMS]
    if wrong:
        raise click.BadParameter(f"the table is told as {', '.join(_FORMS)}, not as {wrong[0]}")
    from bcm_formal.api.run import check_all
    from bcm_formal.cli.terminal import progress, say, say_exactly, show_findings
    from bcm_formal.views.report.formats import Look as Setting
    from bcm_formal.views.report.standing import exit_code
    from bcm_formal.views.report.writing import write_whole

    with progress() as tell:
        results, _ = check_all(request, tell)
    results = (*refused, *results)
    show_findings(results, notes=look.verbose)
    for kind, path in outputs:
        write_whole(path, _written(results, kind, Setting(verbose=look.verbose)))
    (say if form == "text" else say_exactly)(_written(results, form, look))
    return exit_code(results)


def _written(results: tuple[Result, ...], form: str, look: Look) -> str:
    from bcm_formal.views.report.formats import set_page
    from bcm_formal.views.report.matrix import matrix_json, matrix_markdown, matrix_page

    if form != "text":
        return matrix_json(results) if form == "json" else matrix_markdown(results)
    return set_page(matrix_page(results, titles=look.verbose), look)
