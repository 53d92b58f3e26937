"""The flow of `bcm check`: what is found is told as it comes, and an interrupt loses none of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bcm_formal.api.run import Run
from bcm_formal.cli.terminal import EXIT_UNREAD, kept, progress, say, say_exactly, show_findings
from bcm_formal.diagnostics import DiagnosticError, visible
from bcm_formal.processes.interrupt import EXIT_INTERRUPTED, StoppedError
from bcm_formal.project.request import Request
from bcm_formal.trust.solvers import SolverMissingError
from bcm_formal.trust.verdict import Fault
from bcm_formal.views.report.contents import Report, Result
from bcm_formal.views.report.exit_codes import EXIT_FAULT, EXIT_UNDECIDED
from bcm_formal.views.report.formats import FOR_PEOPLE, Format, Look
from bcm_formal.views.report.standing import Standing, exit_code, standing_of
from bcm_formal.views.report.telling import FileTeller, Teller
from bcm_formal.views.report.writing import write_whole

_INTERRUPTED = "interrupted before it was decided"


def carry_out(
    request: Request,
    form: str,
    outputs: Sequence[tuple[str, Path]],
    look: Look,
    *,
    timings: bool = False,
    refused: tuple[Result, ...] = (),
) -> int:
    """Check, tell, and the exit code; `refused`: what was asked for and cannot be checked.

    Raises what ended the check before its time, once everything found before was told.
    """
    stdout = Teller(Format(form), look, say if Format(form) in FOR_PEOPLE else say_exactly)
    files = [FileTeller(Format(kind), Look(verbose=look.verbose), path) for kind, path in outputs]
    run = Run(request)
    whole = 0

    def hear(result: Result) -> None:
        nonlocal whole
        if not isinstance(result, Report) or result.is_whole:
            whole += 1
            if isinstance(result, Report):  # findings stand between what was found out and the summary
                stdout.hear(replace(result, is_whole=False))
            show_findings((result,), notes=look.verbose)
        for teller in (stdout, *files):
            teller.hear(result)

    for result in refused:
        hear(result)
    ended = _hear_all(run, hear, files)
    if isinstance(ended, BrokenPipeError) and not files:
        raise ended
    if isinstance(ended, BrokenPipeError):
        stdout = Teller(Format(form), look, lambda _: None)
    results = (*refused, *run.results(_INTERRUPTED))
    for result in results[whole:]:
        hear(result)
    code = _code_of(ended) or exit_code(results)
    for teller in (*files, stdout):
        teller.end(results, code, run.took if timings else None)
    _keep_faults(results)
    if request.write_expected and ended is None:
        _write_expected(results)
    if ended is not None:
        raise ended
    return code


def _write_expected(results: Sequence[Result]) -> None:
    """Bring `expected.toml` beside all models up to date that could be checked."""
    from bcm_formal.project.write_expected import write_beside

    reports = [item for item in results if isinstance(item, Report)]
    for path, text in write_beside(item for item in reports if standing_of(item) is Standing.GOOD):
        write_whole(path, text)
        print(visible(f"wrote {path}"), file=sys.stderr)


def _hear_all(run: Run, hear: Callable[[Result], None], files: Sequence[FileTeller]) -> BaseException | None:
    """What ended the check before its time, if anything did."""
    with progress() as show:

        def tell(text: str) -> None:
            show(text)
            for file in files:
                file.keep_up()

        try:
            with closing(run.go_on(tell)) as results:
                for result in results:
                    tell("")
                    hear(result)
        except BrokenPipeError as error:
            return error
        except (DiagnosticError, SolverMissingError, OSError):
            raise
        except (Exception, StoppedError, KeyboardInterrupt) as error:
            return error
    return None


def _code_of(ended: BaseException | None) -> int | None:
    match ended:
        case None:
            return None
        case StoppedError():
            return ended.code
        case KeyboardInterrupt():
            return EXIT_INTERRUPTED
        case BrokenPipeError():
            return EXIT_UNREAD
        case MemoryError():
            return EXIT_UNDECIDED
        case _:
            return EXIT_FAULT


def _keep_faults(results: tuple[Result, ...]) -> None:
    """Put evidence that the checker refused into files, for a report of the mistake."""
    reports = [item for item in results if isinstance(item, Report)]
    if not any(isinstance(verdict, Fault) for report in reports for verdict in report.verdicts):
        return
    from bcm_formal.views.report.fault import fault_pages

    for name, page in fault_pages(results):
        where = kept(page, "the evidence is written in")
        print(f"bcm: a mistake of ours in the answer to `{name}`, not of your model; {where}", file=sys.stderr)
