"""The part of the command line that tries mutants: `bcm check --mutate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bcm_formal.views.report.exit_codes import EXIT_UNDECIDED, EXIT_VIOLATED, EXIT_WRONG

if TYPE_CHECKING:
    from bcm_formal.project.request import Request
    from bcm_formal.vetting.mutation.mutation import Mutation
    from bcm_formal.views.report.formats import Look

_FORMS = ("text", "concise", "json")


def mutants(request: Request, limit: int | None, form: str, outputs: list[tuple[str, Path]], look: Look) -> int:
    """Try the mutants, say what became of them, and return the exit code.

    That is 2 if a file has errors, 3 if a limit left mutants open, 1 if a score is less than is expected, else 0.
    """
    if request.expected and (limit is not None or request.properties):
        raise click.BadParameter("what is expected is the score of all mutants: leave out --limit and --property")
    wrong = [kind for kind in (form, *(kind for kind, _ in outputs)) if kind not in _FORMS]
    if wrong:
        raise click.BadParameter(f"mutants are told as {', '.join(_FORMS)}, not as {wrong[0]}")
    from bcm_formal.api.mutating import mutate_all
    from bcm_formal.cli.terminal import progress, say, say_exactly, show_findings
    from bcm_formal.vetting.mutation.mutation import Fate
    from bcm_formal.views.report.formats import Look as Setting
    from bcm_formal.views.report.standing import Standing, standing_of
    from bcm_formal.views.report.writing import write_whole

    with progress() as tell:
        results, found = mutate_all(request, limit, tell)
    refused = tuple(item for item in results if standing_of(item) is Standing.WRONG)
    show_findings(refused, notes=look.verbose)
    for kind, path in outputs:
        write_whole(path, _written(found, kind, Setting(verbose=look.verbose)))
    (say_exactly if form == "json" else say)(_written(found, form, look))
    stopped = any(item.fate is Fate.UNDECIDED and item.by is None for mutation in found for item in mutation.judged)
    if refused or stopped:
        return EXIT_WRONG if refused else EXIT_UNDECIDED
    return 0 if all(mutation.is_enough for mutation in found) else EXIT_VIOLATED


def _written(found: tuple[Mutation, ...], form: str, look: Look) -> str:
    from bcm_formal.views.report.formats import set_page
    from bcm_formal.views.report.mutants import mutants_json, mutants_page

    if form == "json":
        return mutants_json(found)
    return set_page(mutants_page(found, verbose=look.verbose, brief=form == "concise"), look)
