"""The library for the numbers of a policy, value by value: verdicts at points, on all processors or on a cluster."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from bcm_formal.api.allowed import Progress, silent
from bcm_formal.api.sweeping import Ends, parameter_of
from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.as_read import must_be_as_read
from bcm_formal.model.model import Model
from bcm_formal.model.types import Duration, Type
from bcm_formal.model.units import UNIT_WORDS, Calendar
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.cluster import Address, ClusterError, address_of, events_on
from bcm_formal.processes.sharing import Event, Failed, Said, Stopped, events
from bcm_formal.project.selection import select
from bcm_formal.records import dataclass
from bcm_formal.trust.claim import Outcome
from bcm_formal.versions.sweeping.area import Point
from bcm_formal.versions.sweeping.points import MOST_POINTS, Axis, Grid, Job, is_result
from bcm_formal.versions.sweeping.progress import Remembered, identity
from bcm_formal.versions.sweeping.results import OpenNumber, Outcomes, Varied
from bcm_formal.vetting.opening import bounds_of, text_of

Steps = tuple[Ends | None, str | None]
"""between which values (None: the parameter's own bounds), and how far they are apart (None: as `_step` says)"""
TIME = re.compile(r"(\d{1,15})\s*([a-z]+?)s?", re.ASCII)
NUMBER = re.compile(r"(\d{1,15})", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Sweep:
    """What is asked for."""

    model: Model
    grid: Grid
    job: Job


def vary(
    model: Model,
    numbers: Mapping[str, Steps],
    properties: Iterable[str] | None = None,
    *,
    solvers: Sequence[str] = ("z3",),
    allowance: Allowance = NO_LIMITS,
    resume: Path | None = None,
    cluster: str | None = None,
    progress: Progress = silent,
) -> Varied:
    """The verdicts on these properties (None: all) with all combinations of these values.

    `resume` is a file that remembers what was found, and is made if it is not there: a run that was ended goes on where
    it was. `cluster` is the address of a Dask cluster whose workers do the work; of the allowance only `timeout` holds
    there. Raises `DiagnosticError` as `sweep` does, (BCM431) for too many points or a step that is none, (BCM935) for a
    file that is not of this sweep, and (BCM936) for a cluster that does not do the work.
    """
    must_be_as_read(model)
    address = None if cluster is None else _address(cluster)
    asked, _ = select(model, None if properties is None else tuple(properties))
    wanted = _wanted(model, numbers, tuple(item.name for item in asked), tuple(solvers))
    names = wanted.job.properties
    remembered = (
        None
        if resume is None
        else Remembered(resume, identity(model.source.text, wanted.grid, wanted.job), wanted.grid, names)
    )
    before = None if remembered is None else frozenset(remembered.found)
    found = _found(wanted, remembered, allowance.begun(), address, progress)
    points = tuple((point, found[point]) for point in wanted.grid.points())
    return Varied(model, tuple(axis.number for axis in wanted.grid.axes), names, points, before)


def _address(text: str) -> Address:
    found = address_of(text)
    if found is None:
        message, remedy = f"`{text}` is no address of a cluster", "write HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT"
        raise DiagnosticError((Diagnostic("BCM936", message, help=remedy),))
    return found


def _events(
    wanted: _Sweep, points: Sequence[Point], allowance: Allowance, address: Address | None
) -> Generator[Event[Outcomes | None]]:
    """The verdicts at these points, by their places; they are found here, or on a cluster."""
    job, values = wanted.job, [wanted.grid.words(point) for point in points]
    if address is None or not points:
        yield from events(
            [[number] for number in range(len(points))], lambda at: (job.verdicts(values[at]),), allowance
        )
        return
    try:
        sent = [(job, item) for item in values]
        yield from events_on(address, sent, Job.verdicts, lambda said: is_result(said, job.properties), allowance)
    except ClusterError as error:
        message = f"the cluster `{address}`: {error.why}"
        raise DiagnosticError((Diagnostic("BCM936", message, help=error.remedy),)) from None


def _found(
    wanted: _Sweep, remembered: Remembered | None, allowance: Allowance, address: Address | None, progress: Progress
) -> dict[Point, Outcomes | None]:
    found: dict[Point, Outcomes | None] = dict(remembered.found) if remembered else {}
    open_points = [point for point in wanted.grid.points() if point not in found]
    with closing(_events(wanted, open_points, allowance, address)) as stream:
        for event in stream:
            match event:
                case Said(number, verdicts):
                    found[open_points[number]] = verdicts
                    if remembered is not None:
                        remembered.add(open_points[number], verdicts)
                case Stopped(number, _):
                    found[open_points[number]] = (Outcome.UNKNOWN,) * len(wanted.job.properties)
                case Failed(_, error):
                    raise error
                case _:
                    pass
            progress(f"{wanted.model.name}: {len(found)} of {wanted.grid.count} points")
    return found


def _wanted(model: Model, numbers: Mapping[str, Steps], names: tuple[str, ...], solvers: tuple[str, ...]) -> _Sweep:
    tree = text_of(model)
    if isinstance(tree, str):
        raise DiagnosticError((Diagnostic("BCM917", f"the model `{model.name}` cannot be read again: {tree}"),))
    axes: list[Axis] = []
    for name, (ends, step) in numbers.items():
        bounds = bounds_of(parameter_of(model, name, ends))
        assert bounds is not None
        axes.append(Axis.of(OpenNumber(name, bounds), _step(model, bounds.kind, ends, step)))
    grid = Grid(model, tuple(axes))
    if grid.count > MOST_POINTS:
        message = f"these are {grid.count:,} points, and more than {MOST_POINTS:,} are not tried"
        remedy = "take larger steps, or leave the numbers open: `bcm sweep --open NAME`"
        raise DiagnosticError((Diagnostic("BCM431", message, help=remedy),))
    given = tuple(item for item in model.given if item[0] not in numbers)
    return _Sweep(model, grid, Job(tree, model.included, model.law_of, given, names, solvers))


def _step(model: Model, kind: Type, ends: Ends | None, words: str | None) -> int:
    """How far a value is from the next, at least 1: what is said, else one, of time one of the unit of the greatest
    value. Raises `DiagnosticError` (BCM431)."""
    if isinstance(kind, Duration):
        return _steps_of_time(model, ends, words)
    return 1 if words is None else int(_said(words, NUMBER, "2")[1])


def _steps_of_time(model: Model, ends: Ends | None, words: str | None) -> int:
    calendar = Calendar(model.unit, model.calendar)
    said = None if words is None else _said(words, TIME, "6 months")
    unit = re.search(r"([a-z]+?)s?$", ends[1], re.ASCII) if ends and said is None else None
    amount, word = (int(said[1]), said[2]) if said else (1, unit[1] if unit else calendar.step_word)
    steps = calendar.steps(amount, word) if word in UNIT_WORDS else None
    if not isinstance(steps, int):
        message = f"`{words or word}` is no whole number of {calendar.step_word}s"
        raise DiagnosticError((Diagnostic("BCM431", message, help=f"write {calendar.step_word}s"),))
    return steps


def _said(words: str, form: re.Pattern[str], example: str) -> re.Match[str]:
    """A step as it is written: its first group is a number of at least 1."""
    said = form.fullmatch(words.strip())
    if said is None or int(said[1]) < 1:
        message = f"`{words}` is no step from one value to the next"
        raise DiagnosticError((Diagnostic("BCM431", message, help=f"write one as `{example}`, at least 1"),))
    return said
