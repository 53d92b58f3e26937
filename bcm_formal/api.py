"""The library: `load` a model, `check` it, `draw` it. One short function per stage.

import bcm_formal as bcm
report = bcm.check(bcm.load("models/bcm/bcm.bcm"))
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, did_you_mean
from bcm_formal.model.load import load as load_model
from bcm_formal.model.model import Model, Property, Scenario
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.verify.scenarios import ScenarioResult, run_scenario
from bcm_formal.views.report.contents import Report, Result, Unreadable, assumptions_of

Progress = Callable[[str], None]
"""told what is being worked on"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that was read: its model, unless one of the findings is an error, and all findings."""

    path: str
    model: Model | None
    diagnostics: tuple[Diagnostic, ...]


def read(path: Path | str, on: datetime.date | None = None) -> Loaded:
    """A file's model and everything found about its text. Never raises for what the file says or is."""
    model, diagnostics = load_model(Path(path), on)
    return Loaded(str(path), model, diagnostics)


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
    diagnostics: tuple[Diagnostic, ...] = (),
    progress: Progress | None = None,
) -> Report:
    """Every property and scenario of the model, or those named in `properties`, decided and explained.

    `diagnostics` are findings about the text to be kept with the report. Raises `DiagnosticError` if a name is
    neither a property nor a scenario of the model.
    """
    tell = progress or _silent
    chosen, played = select(model, properties)
    scenarios = _play(model, played, tell)
    verdicts = _decide(model, chosen, Portfolio(engine, budget, solvers), tell)
    return Report(model, diagnostics, verdicts, scenarios, assumptions_of(model))


def check_file(
    path: Path | str,
    properties: Iterable[str] | None = None,
    engine: str = "auto",
    *,
    on: datetime.date | None = None,
    budget: Budget | None = None,
    solvers: Sequence[str] = ("z3",),
    progress: Progress | None = None,
) -> Result:
    """The same for a file; one that holds no sound model is a result too."""
    loaded = read(path, on)
    if loaded.model is None:
        return Unreadable(loaded.path, loaded.diagnostics)
    return check(
        loaded.model,
        properties,
        engine,
        budget=budget,
        solvers=solvers,
        diagnostics=loaded.diagnostics,
        progress=progress,
    )


def select(model: Model, names: Iterable[str] | None) -> tuple[tuple[Property, ...], tuple[Scenario, ...]]:
    """The properties and scenarios of these names, in order of the file; None: all of them.

    Raises `DiagnosticError` (BCM903) for a name the model does not have.
    """
    if names is None:
        return model.properties, model.scenarios
    wanted = set(names)
    known = [item.name for item in model.properties] + [item.name for item in model.scenarios]
    unknown = sorted(wanted - set(known))
    if unknown:
        raise DiagnosticError(
            tuple(
                Diagnostic(
                    "BCM903",
                    f"`{model.name}` has no property or scenario `{name}`",
                    help=did_you_mean(name, known) or f"it has {', '.join(known) or 'none at all'}",
                )
                for name in unknown
            )
        )
    return (
        tuple(item for item in model.properties if item.name in wanted),
        tuple(item for item in model.scenarios if item.name in wanted),
    )


def _play(model: Model, scenarios: tuple[Scenario, ...], tell: Progress) -> tuple[ScenarioResult, ...]:
    results: list[ScenarioResult] = []
    for item in scenarios:
        tell(f"{model.name}: scenario {item.name}")
        results.append(run_scenario(model, item))
    return tuple(results)


def _decide(
    model: Model, properties: tuple[Property, ...], portfolio: Portfolio, tell: Progress
) -> tuple[Verdict, ...]:
    system = TransitionSystem(model)
    verdicts: list[Verdict] = []
    for number, item in enumerate(properties, 1):
        tell(f"{model.name}: property {number} of {len(properties)}, {item.name}")
        verdicts.append(portfolio.decide(system, item))
    return tuple(verdicts)


def _silent(_: str) -> None:
    return None
