"""The library: `check` a model. One short function per stage.

import bcm_formal as bcm
report = bcm.check(bcm.load("models/bcm/bcm.bcm"))
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bcm_formal.api.allowed import Progress, left_out, silent
from bcm_formal.api.checking import Checking, agenda_of
from bcm_formal.api.file_check import FileCheck
from bcm_formal.api.means import must_be_known_means
from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.as_of import AsOf
from bcm_formal.model.as_read import must_be_as_read
from bcm_formal.model.model import Model
from bcm_formal.processes.allowance import Allowance
from bcm_formal.processes.watching import StopNowError, watched
from bcm_formal.project.asking import asking
from bcm_formal.project.files import find_models
from bcm_formal.project.preparing import Prepared, prepare, without_same_names
from bcm_formal.project.request import Request
from bcm_formal.project.selection import asked_of, must_be_known, select
from bcm_formal.project.severities import Level
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.solvers import SolverMissingError
from bcm_formal.verify.engine import Budget
from bcm_formal.views.report.contents import Report, Result


def check(
    model: Model,
    properties: Iterable[str] | None = None,
    engine: str = "auto",
    *,
    budget: Budget | None = None,
    solvers: Sequence[str] = ("z3",),
    proofs: Path | None = None,
    diagnostics: tuple[Diagnostic, ...] = (),
    coverage: bool | None = None,
    times: bool = False,
    depends: bool = False,
    timeout: float | None = None,
    timeout_each: float | None = None,
    memory: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Every property and scenario of the model, or those named in `properties`, decided and explained.

    `coverage`: whether to find out what of the policy is never in use (None: where everything is checked); `times`: how
    soon the goal of each `can reach` property is reached; `depends`: for which values of each parameter with bounds a
    verdict stays, and which rules that may be wrong it needs. `proofs` is a folder of stored proofs of this policy,
    tried before any engine; `diagnostics` are findings about the text, to be kept with the report. Raises
    `DiagnosticError` for a name that is neither a property nor a scenario of the model, and for an engine or a solver
    that there is not.

    What is not decided after `timeout` seconds of the whole run, or `timeout_each` seconds for it alone, or when the
    run uses more than `memory` bytes, is UNKNOWN with that reason; what else is then left out is a finding (BCM912).
    """
    must_be_as_read(model)
    limits, names = Allowance(timeout, timeout_each, memory), None if properties is None else tuple(properties)
    request = Request((), names, engine, tuple(solvers), times=times, depends=depends, budget=budget, coverage=coverage)
    going = Checking(TransitionSystem(model), agenda_of(model, names, request, proofs), limits, diagnostics)
    for _ in going.go_on(progress or silent):
        pass
    return going.so_far()


def check_file(
    path: Path | str,
    properties: Iterable[str] | None = None,
    engine: str = "auto",
    *,
    expected: bool = False,
    strict: bool = False,
    levels: Mapping[str, Level] | None = None,
    allow_vacuous: bool = False,
    on: AsOf = None,
    budget: Budget | None = None,
    solvers: Sequence[str] = ("z3",),
    proofs: Path | None = None,
    fresh: bool = False,
    times: bool = False,
    depends: bool = False,
    timeout: float | None = None,
    timeout_each: float | None = None,
    memory: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """The result of one file, as the command line and pytest have it; also for a file that holds no sound model.

    Files beside the model count: the severity of findings in `expected.toml`, stored proofs unless `fresh`, and with
    `expected` the expected verdicts. Raises `DiagnosticError` (BCM903) for a name that is neither a property nor a
    scenario of the model, and (BCM919) for an engine or a solver that there is not.
    """
    must_be_known_means(engine, solvers)
    limits, names = Allowance(timeout, timeout_each, memory), None if properties is None else tuple(properties)
    request = Request((Path(path),), names, engine, tuple(solvers), on, expected, strict, proofs, fresh, levels or {})
    request = replace(
        request, times=times, depends=depends, allow_vacuous=allow_vacuous, budget=budget, allowance=limits
    )
    item = prepare(path, request)
    if item.model is not None:
        select(item.model, request.properties)
    return check_prepared(item, request, progress)


def check_all(request: Request, progress: Progress | None = None) -> tuple[tuple[Result, ...], dict[str, float]]:
    """The results of all files in order, and the seconds each took; files without the properties asked for are left
    out.

    Raises `DiagnosticError` if there is no model (BCM901) or a name is in none of them (BCM903).
    """
    run = Run(request)
    for _ in run.go_on(progress or silent):
        pass
    return run.results(), run.took


class Run:
    """The check of all files while it goes on. Raises `DiagnosticError` as `check_all` does."""

    def __init__(self, request: Request) -> None:
        allowance = request.allowance.begun()
        loaded = [_prepared(path, request, allowance) for path in find_models(request.paths)]
        loaded = loaded if request.questions is None else asking(loaded, request)
        must_be_known([item.model for item in loaded if item.model is not None], request.properties)
        self._files = [
            FileCheck(item, request, allowance)
            for item in without_same_names(loaded)
            if item.model is None or asked_of(item.model, request.properties) != ()
        ]
        self.took: dict[str, float] = {}
        """the seconds that each file took, by its path"""

    def go_on(self, tell: Progress = silent) -> Generator[Result]:
        """Check one file after the other. Whenever more can be told of one, that is the next result.

        A mistake of ours is raised when everything else is done.
        """
        mistakes: list[Exception] = []
        for item in self._files:
            began, is_whole = time.monotonic(), False
            try:
                with closing(item.go_on(tell)) as results:
                    for result in results:
                        is_whole = not isinstance(result, Report) or result.is_whole
                        yield result
            except (DiagnosticError, SolverMissingError, BrokenPipeError):
                raise
            except Exception as error:  # of one file: the others are checked all the same
                mistakes.append(error)
                if not is_whole:
                    yield item.result("a mistake of ours")
            self.took[item.path] = time.monotonic() - began
        if mistakes:
            raise mistakes[0]

    def results(self, why: str = "not decided") -> tuple[Result, ...]:
        """What was found about each file; `why` tells of what was not decided."""
        return tuple(item.result(why) for item in self._files)


def check_prepared(item: Prepared, request: Request, progress: Progress | None = None) -> Result:
    """The result of one file: the one way in which the command line, the library and pytest come to it.

    `properties` of the request that the model does not have are left out.
    """
    going = FileCheck(item, request, request.allowance.begun())
    for _ in going.go_on(progress or silent):
        pass
    return going.result("not decided")


def _prepared(path: Path, request: Request, allowance: Allowance) -> Prepared:
    """As `prepare`. Raises `DiagnosticError` (BCM912) if the allowance ends before the file is read."""
    try:
        with watched(allowance, timed=False):
            return prepare(path, request)
    except StopNowError as stop:
        raise DiagnosticError((replace(left_out(f"`{path}`", stop.why), severity="error"),)) from None
