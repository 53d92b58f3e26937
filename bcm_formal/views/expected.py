"""`expected.toml` beside a model: the verdicts it must get and the sizes it must have."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.model import EventKind, Model
from bcm_formal.trust.claim import Outcome
from bcm_formal.views.report.contents import Report

NAME = "expected.toml"


@dataclass(frozen=True, slots=True)
class Expected:
    """What the file says. Every scenario must pass."""

    path: Path
    verdicts: dict[str, str]
    sizes: dict[str, int]


def read_expected(model_path: Path | str) -> Expected:
    """What stands beside a model.

    Raises `DiagnosticError` (BCM905) if there is no such file or it is not of the form
    `[properties] name = "VERDICT"` and `[model] what = number`.
    """
    path = Path(model_path).parent / NAME
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _wrong(f"there is no `{path}`", "write one, or check without --expected") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(f"`{path}` cannot be read: {error}", "mend the file") from None
    verdicts, sizes = content.get("properties", {}), content.get("model", {})
    known = {outcome.value for outcome in Outcome}
    for name, verdict in verdicts.items():
        if verdict not in known:
            raise _wrong(f"`{path}` expects `{verdict}` of `{name}`", f"expect one of {', '.join(sorted(known))}")
    for name, size in sizes.items():
        if name not in SIZES or not isinstance(size, int):
            raise _wrong(f"`{path}` says `{name} = {size}`", f"give numbers for {', '.join(SIZES)}")
    return Expected(path, dict(verdicts), dict(sizes))


def _wrong(message: str, remedy: str) -> DiagnosticError:
    return DiagnosticError((Diagnostic("BCM905", message, help=remedy),))


def sizes_of(model: Model) -> dict[str, int]:
    """How many of each thing a model has."""
    return {
        "layers": len(model.layers),
        "statuses": len(model.statuses),
        "attributes": len(model.attributes),
        "clocks": len(model.clocks),
        "transitions": sum(event.kind is EventKind.TRANSITION for event in model.events),
        "events": sum(event.kind is EventKind.EVENT for event in model.events),
        "limits": len(model.limits),
        "properties": len(model.properties),
        "scenarios": len(model.scenarios),
    }


SIZES = ("layers", "statuses", "attributes", "clocks", "transitions", "events", "limits", "properties", "scenarios")


def differences(report: Report, expected: Expected, *, whole: bool = True) -> tuple[str, ...]:
    """How the report differs from what is expected; `whole`: all properties were checked, so none may be missing."""
    found = {verdict.property.name: verdict.outcome.value for verdict in report.verdicts}
    result: list[str] = []
    for name, outcome in found.items():
        if name not in expected.verdicts:
            result.append(f"`{name}` is {outcome}, and {NAME} does not mention it")
        elif expected.verdicts[name] != outcome:
            result.append(f"`{name}` is {outcome}, expected {expected.verdicts[name]}")
    if whole:
        result += [
            f"{NAME} mentions `{name}`, which the model does not have"
            for name in expected.verdicts
            if name not in found
        ]
    result += [f"scenario `{item.scenario.name}` fails" for item in report.scenarios if not item.passed]
    sizes = sizes_of(report.model)
    result += [
        f"the model has {sizes[name]} {name}, expected {size}"
        for name, size in expected.sizes.items()
        if sizes[name] != size
    ]
    return tuple(result)
