"""The library: `load` a model, `check` it. One short function per stage.

import bcm_formal as bcm
report = bcm.check(bcm.load("models/bcm/bcm.bcm"))
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from bcm_formal.api.checking import Agenda, Checking, Progress, alone, left_out, silent
from bcm_formal.diagnostics import STDIN, Diagnostic, DiagnosticError, did_you_mean, has_errors, in_reading_order
from bcm_formal.model.load import Reading
from bcm_formal.model.load import read as read_model
from bcm_formal.model.model import Model, Property, Scenario
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.sharing import Stopped
from bcm_formal.processes.watching import StopNowError, watched
from bcm_formal.project.expected import Expected, expected_beside, found_as_wanted, read_expected, wanted_of
from bcm_formal.project.files import find_models, lone_model, same_name
from bcm_formal.project.first_property import first_property
from bcm_formal.project.severities import Level, settled
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.solvers import SolverMissingError
from bcm_formal.vault.archive import proofs_beside
from bcm_formal.vault.names import file_name
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.vetting.contradictions import contradictions
from bcm_formal.vetting.unmet_starts import unmet_starts
from bcm_formal.views.report.contents import Report, Result, Unreadable


def read(path: Path | str, on: datetime.date | None = None) -> Reading:
    """A file's model, its names and everything found about its text. Never raises for what the file says or is.

    A folder with a single `.bcm` file stands for that file, `-` for stdin.
    """
    path = Path(path)
    try:
        path = (lone_model(path) if path.is_dir() else None) or path
    except DiagnosticError as error:
        return Reading(str(path), None, error.diagnostics)
    found = read_model(path, on)
    unmet = unmet_starts(found.model) if found.model else ()
    diagnostics = in_reading_order((*found.diagnostics, *unmet))
    return replace(found, model=None if unmet else found.model, diagnostics=diagnostics)


def load(path: Path | str, on: datetime.date | None = None) -> Model:
    """The model of a `.bcm` or Markdown file; `on` selects the law of a day.

    Raises `DiagnosticError` with all findings if the file cannot be read or is not a sound model.
    """
    loaded = read(path, on)
    if loaded.model is None:
        raise DiagnosticError(loaded.diagnostics)
    return loaded.model


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
    timeout: float | None = None,
    timeout_each: float | None = None,
    memory: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Every property and scenario of the model, or those named in `properties`, decided and explained.

    With all of them, and unless `coverage` is off, it is also found out what of the policy is never in use; with some
    of them only where `coverage` is on.

    With `times`, how soon the goal of each `can reach` property is reached is found out too.

    `proofs` is a folder of stored proofs (of this policy) that are tried before any engine. `diagnostics` are findings
    about the text to be kept with the report. Raises `DiagnosticError` if a name is neither a property nor a scenario
    of the model.

    What is not decided after `timeout` seconds of the whole run, or `timeout_each` seconds for it alone, or when the
    run uses more than `memory` bytes, is UNKNOWN with that reason; what else is then left out is a finding (BCM912).
    """
    chosen, played = select(model, properties)
    agenda = Agenda(
        chosen,
        played,
        Portfolio(engine, budget, solvers, proofs),
        tuple(solvers),
        properties is None if coverage is None else coverage,
        times,
    )
    going = Checking(TransitionSystem(model), agenda, Allowance(timeout, timeout_each, memory), diagnostics)
    for _ in going.go_on(progress or silent):
        pass
    return going.so_far()


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be checked: files and folders, and how. `expected`: against what stands beside each model."""

    paths: tuple[Path, ...]
    properties: tuple[str, ...] | None = None
    engine: str = "auto"
    solvers: tuple[str, ...] = ("z3",)
    on: datetime.date | None = None
    expected: bool = False
    strict: bool = False
    """warnings are errors"""
    proofs: Path | None = None
    """where stored proofs are kept; None: in the nearest `proofs` beside the model"""
    fresh: bool = False
    """whether stored proofs are left aside"""
    levels: Mapping[str, Level] = field(default_factory=dict)
    """how grave findings are, by code; what is left out is as the `expected.toml` beside the model says"""
    times: bool = False
    """whether to find out how soon the goals are reached"""
    allow_vacuous: bool = False
    """whether a property that speaks of nobody is no failure"""
    budget: Budget | None = None
    coverage: bool | None = None
    """whether to find out what is never in use; None: where everything is checked"""
    reads_holds: bool = True
    """whether it is told how a property holds, which takes its time"""
    write_expected: bool = False
    """whether what is found is what will be expected from now on"""
    allowance: Allowance = NO_LIMITS
    """what the run may take; its time counts from when the run begins"""


def check_file(
    path: Path | str,
    properties: Iterable[str] | None = None,
    engine: str = "auto",
    *,
    expected: bool = False,
    strict: bool = False,
    levels: Mapping[str, Level] | None = None,
    allow_vacuous: bool = False,
    on: datetime.date | None = None,
    budget: Budget | None = None,
    solvers: Sequence[str] = ("z3",),
    proofs: Path | None = None,
    fresh: bool = False,
    times: bool = False,
    timeout: float | None = None,
    timeout_each: float | None = None,
    memory: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """The result of one file, as the command line and pytest have it too; one that holds no sound model is a result.

    What stands beside the model counts: how grave findings are, stored proofs unless `fresh`, and with `expected` the
    verdicts. Raises `DiagnosticError` (BCM903) for a name that is neither a property nor a scenario of the model.
    """
    request = Request(
        (Path(path),),
        None if properties is None else tuple(properties),
        engine,
        tuple(solvers),
        on,
        expected,
        strict,
        proofs,
        fresh,
        levels or {},
        times,
        allow_vacuous,
        budget,
        allowance=Allowance(timeout, timeout_each, memory),
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
        _check_names(loaded, request.properties)
        asked = (item for item in _without_twins(loaded) if item.model is None or _asked_of(item.model, request) != ())
        self._files = [_FileCheck(item, request, allowance) for item in asked]
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


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it is about to be checked: findings as grave as was asked for, and what `expected.toml` beside it says.

    There is no model if a finding is then an error, or what stands beside it is wrong.
    """

    path: str
    model: Model | None
    diagnostics: tuple[Diagnostic, ...]
    expected: Expected | None = None


def prepare(path: Path | str, request: Request) -> Prepared:
    """A file read with what stands beside it. Never raises for what they say or are."""
    item = read(path, request.on)
    try:
        needed = request.expected and item.model is not None and not request.write_expected
        known = None if request.write_expected else item.model  # what it no longer has is about to be removed
        beside = (read_expected if needed else expected_beside)(item.path, known)
    except DiagnosticError as error:
        return Prepared(item.path, None, (*item.diagnostics, *error.diagnostics))
    found = _graded(item.diagnostics, beside, request)
    return Prepared(item.path, None if has_errors(found) else item.model, found, beside)


def _graded(found: tuple[Diagnostic, ...], beside: Expected | None, request: Request) -> tuple[Diagnostic, ...]:
    levels = {**(beside.levels if beside else {}), **request.levels}
    return settled(found, levels, strict=request.strict)


def _asked_of(model: Model, request: Request) -> tuple[str, ...] | None:
    """The names asked for that the model has; None: everything."""
    if request.properties is None:
        return None
    return tuple(name for name in request.properties if name in names_of(model))


def check_prepared(item: Prepared, request: Request, progress: Progress | None = None) -> Result:
    """The result of one file: the one way in which the command line, the library and pytest come to it.

    `properties` of the request that the model does not have are left out.
    """
    going = _FileCheck(item, request, request.allowance.begun())
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


class _FileCheck:
    """The check of one file while it goes on."""

    def __init__(self, item: Prepared, request: Request, allowance: Allowance) -> None:
        self.path, self._item, self._request, self._allowance = item.path, item, request, allowance
        self._refused: Unreadable | None = None
        self._checking: Checking | None = None

    def go_on(self, tell: Progress) -> Generator[Result]:
        """What can be told, each time with something more."""
        model, found = self._item.model, self._item.diagnostics
        if model is None:
            self._refused = Unreadable(self.path, found)
        else:
            tell(f"{model.name}: contradictions")
            told = alone(lambda: contradictions(model), self._allowance)
            if isinstance(told, Stopped):
                told = (left_out("the search for requirements that contradict each other", told.why),)
            if has_errors(told):
                self._refused = Unreadable(self.path, (*found, *told))
            else:
                self._checking = self._check_of(model, told)
        if self._refused is not None:
            yield self._refused
        if self._checking is not None:
            yield self._checking.so_far()
            with closing(self._checking.go_on(tell)) as steps:
                for _ in steps:
                    yield self._checking.so_far()

    def result(self, why: str) -> Result:
        """Everything, with what is not decided yet as UNKNOWN for this reason."""
        model = self._item.model
        if self._refused is not None or model is None:
            return self._refused or Unreadable(self.path, self._item.diagnostics)
        return (self._checking or self._check_of(model, ())).report(why)

    def _check_of(self, model: Model, further: tuple[Diagnostic, ...]) -> Checking:
        request, names = self._request, _asked_of(model, self._request)
        properties, scenarios = select(model, names)
        proofs = None if request.fresh else stored_proofs(model, request.proofs)
        agenda = Agenda(
            properties,
            scenarios,
            Portfolio(request.engine, request.budget, request.solvers, proofs),
            request.solvers,
            names is None if request.coverage is None else request.coverage,
            request.times,
            request.reads_holds,
        )
        found = (*_with_nothing_to_prove(model, self._item.diagnostics), *further)
        return Checking(TransitionSystem(model), agenda, self._allowance, found, self._judged)

    def _judged(self, report: Report) -> Report:
        """The report as the command line judges it."""
        expected = self._item.expected
        wanted = wanted_of(expected, report.model) if self._request.expected and expected else None
        return replace(
            report,
            diagnostics=self._graded(report.diagnostics),
            wanted=found_as_wanted(report) if self._request.write_expected else wanted,
            allow_vacuous=self._request.allow_vacuous,
        )

    def _graded(self, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        return _graded(found, self._item.expected, self._request)


def _with_nothing_to_prove(model: Model, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The findings, with the error that the model states no property if that is so, and one to begin with."""
    if model.properties:
        return found
    message = f"`{model.name}` states no property, so there is nothing to prove"
    remedy = f"add one to {model.source.path}, such as `{first_property(model)}`"
    none = Diagnostic("BCM902", message, model.source.span(0, 0), help=remedy)
    return (*(item for item in found if item.code != "BCM603"), none)


def stored_proofs(model: Model, proofs: Path | None) -> Path | None:
    """The folder with the proofs of the model's policy: in `proofs`, or in the nearest `proofs` beside the model."""
    path = model.source.path
    home = proofs if proofs is not None or path == STDIN else proofs_beside(Path(path), model.name)
    return home / file_name(model.name) if home is not None else None


def _without_twins(loaded: list[Prepared]) -> list[Prepared]:
    """What was read, but no model of a policy that several files declare: which one is meant is not guessed."""
    files: dict[str, list[str]] = {}
    for item in loaded:
        if item.model is not None:
            files.setdefault(item.model.name, []).append(item.path)
    return [
        replace(item, model=None, diagnostics=(*item.diagnostics, same_name(item.model.name, files[item.model.name])))
        if item.model is not None and len(files[item.model.name]) > 1
        else item
        for item in loaded
    ]


def _check_names(loaded: Sequence[Prepared], names: tuple[str, ...] | None) -> None:
    models = [item.model for item in loaded if item.model is not None]
    known = list(dict.fromkeys(name for model in models for name in names_of(model)))
    unknown = [name for name in names or () if name not in known]
    if unknown and models:
        raise DiagnosticError(tuple(_unknown(name, known) for name in unknown))


def names_of(model: Model) -> tuple[str, ...]:
    """The names of its properties and scenarios."""
    return (*(item.name for item in model.properties), *(item.name for item in model.scenarios))


def select(model: Model, names: Iterable[str] | None) -> tuple[tuple[Property, ...], tuple[Scenario, ...]]:
    """The properties and scenarios of these names, in order of the file; None: all of them.

    Raises `DiagnosticError` (BCM903) for a name the model does not have.
    """
    if names is None:
        return model.properties, model.scenarios
    wanted = set(names)
    known = names_of(model)
    unknown = [name for name in sorted(wanted) if name not in known]
    if unknown:
        raise DiagnosticError(tuple(_unknown(name, known) for name in unknown))
    return (
        tuple(item for item in model.properties if item.name in wanted),
        tuple(item for item in model.scenarios if item.name in wanted),
    )


def _unknown(name: str, known: Sequence[str]) -> Diagnostic:
    remedy = did_you_mean(name, known) or f"there are {', '.join(known) or 'none at all'}"
    return Diagnostic("BCM903", f"there is no property or scenario `{name}`", help=remedy)
