"""The library for mutants: which clauses of a policy do its properties and scenarios protect?"""

from __future__ import annotations

from dataclasses import replace

from bcm_formal.api.allowed import Progress
from bcm_formal.api.run import check_all
from bcm_formal.diagnostics import has_errors
from bcm_formal.project.request import Request
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.vetting.mutation.mutation import Mutation, Protection, mutate
from bcm_formal.views.report.contents import Report, Result


def mutate_all(
    request: Request, limit: int | None = None, progress: Progress | None = None
) -> tuple[tuple[Result, ...], tuple[Mutation, ...]]:
    """The check of all files as they are, and for each that holds a sound model what became of its mutants.

    With `properties` in the request only these properties and scenarios are to notice anything; with `limit` at most so
    many mutants of each model are tried, evenly from the whole file. If the request asks for what is expected, each
    says what its score is to be. Raises as `check_all` does.
    """
    allowance = request.allowance.begun()
    results, _ = check_all(request, progress)
    sound = (item for item in results if isinstance(item, Report) and not has_errors(item.diagnostics))
    return results, tuple(_mutated(item, replace(request, allowance=allowance), limit, progress) for item in sound)


def _mutated(report: Report, request: Request, limit: int | None, progress: Progress | None) -> Mutation:
    model = report.model
    protection = Protection(TransitionSystem(model), report.verdicts, report.scenarios)

    def tell(done: int, count: int) -> None:
        if progress is not None:
            progress(f"{model.name}: mutant {done} of {count}")

    found = mutate(protection, limit, tell, request.allowance)
    return replace(found, stated=report.wanted.score if report.wanted else None)
