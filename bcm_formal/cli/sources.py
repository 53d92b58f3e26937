"""The part of the command line that says what rules rest on: `bcm check --sources`."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bcm_formal.cli.options import date_of
from bcm_formal.records import dataclass
from bcm_formal.views.report.exit_codes import EXIT_WRONG

if TYPE_CHECKING:
    from bcm_formal.project.request import Request
    from bcm_formal.vetting.provenance import Provenance
    from bcm_formal.views.report.contents import Unreadable
    from bcm_formal.views.report.formats import Look

_FORMS = ("text", "concise", "markdown", "json")
WITHIN = 12
"""months"""


@dataclass(frozen=True, slots=True)
class Looked:
    """Since when sources are to have been looked up: `within` so many months (None: `WITHIN`) up to a day (None: the
    present one)."""

    within: int | None
    as_of: datetime.date | None


def looked_of(within: int | None, as_of: str | None, *, asked: bool, alone: bool) -> Looked:
    """What the command line says. Raises `click.BadParameter` if sources are not `asked` for, or not `alone`."""
    if not asked:
        raise click.BadParameter("they go with --sources", param_hint="--checked-within, --as-of")
    if not alone:
        others = "--matrix, --mutate, --property, --times, --depends, --expected, --write-expected"
        raise click.BadParameter(f"nothing is proved with it: it goes with none of {others}", param_hint="--sources")
    return Looked(within, None if as_of is None else date_of(as_of, "--as-of"))


def sources(
    request: Request,
    looked: Looked,
    form: str,
    outputs: list[tuple[str, Path]],
    look: Look,
    refused: tuple[Unreadable, ...] = (),
) -> int:
    """Read the models, say what their rules rest on, and return the exit code.

    That is 2 if a file has errors, or if something is wanting (see `Provenance.has_gaps`) and warnings are errors.
    `refused`: what was asked for and cannot be read.
    """
    wrong = [kind for kind in (form, *(kind for kind, _ in outputs)) if kind not in _FORMS]
    if wrong:
        raise click.BadParameter(f"sources are told as {', '.join(_FORMS)}, not as {wrong[0]}")
    from bcm_formal.cli.terminal import say, say_exactly, show_findings
    from bcm_formal.diagnostics import has_errors
    from bcm_formal.project.preparing import prepare
    from bcm_formal.vetting.provenance import provenance_of
    from bcm_formal.views.report.contents import Unreadable
    from bcm_formal.views.report.formats import Look as Setting
    from bcm_formal.views.report.writing import write_whole

    within, as_of = WITHIN if looked.within is None else looked.within, looked.as_of or datetime.date.today()
    found, unsound = [], list(refused)
    for item in (prepare(path, request) for path in request.paths):
        if item.model is None or has_errors(item.diagnostics):
            unsound.append(Unreadable(item.path, item.diagnostics))
        else:
            found.append(provenance_of(item.model, as_of, within))
    show_findings(tuple(unsound), notes=look.verbose)
    for kind, path in outputs:
        write_whole(path, _written(found, kind, Setting(verbose=look.verbose)))
    (say if form in {"text", "concise"} else say_exactly)(_written(found, form, look))
    return EXIT_WRONG if unsound or (request.strict and any(item.has_gaps for item in found)) else 0


def _written(found: Sequence[Provenance], form: str, look: Look) -> str:
    from bcm_formal.views.report import provenance as told
    from bcm_formal.views.report.formats import set_page

    if form == "json":
        return told.provenance_json(found)
    if form == "markdown":
        return told.provenance_markdown(found)
    return set_page(told.provenance_page(found, verbose=look.verbose, brief=form == "concise"), look)
