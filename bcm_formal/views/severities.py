"""How grave findings are: what a code says of itself, unless the command line or `expected.toml` says otherwise."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal, cast, get_args

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, did_you_mean
from bcm_formal.diagnostics.codes import all_codes
from bcm_formal.views.expected import NAME

Level = Literal["error", "warning", "note", "off"]
LEVELS: tuple[str, ...] = get_args(Level)


def settled(found: Iterable[Diagnostic], levels: Mapping[str, Level], *, strict: bool) -> tuple[Diagnostic, ...]:
    """The findings as grave as was asked for, without those that are off; `strict`: warnings are then errors.

    Errors stay errors.
    """
    result: list[Diagnostic] = []
    for item in found:
        level = levels.get(item.code, item.severity) if item.severity != "error" else "error"
        if level == "off":
            continue
        if strict and level == "warning":
            level = "error"
        result.append(item if level == item.severity else replace(item, severity=level))
    return tuple(result)


def level_of(code: str, level: object, where: str) -> tuple[str, Level]:
    """One setting. Raises `DiagnosticError` (BCM905) if the code is none of BCM6xx or the level none of the four."""
    known = [name for name in all_codes() if name.startswith("BCM6")]
    if code not in known:
        remedy = did_you_mean(code, known) or "the codes BCM601 to BCM699 can be set"
        raise _wrong(f"{where} sets `{code}`, which is no finding", remedy)
    if level not in LEVELS:
        raise _wrong(f"{where} sets `{code}` to `{level}`", f"write one of {', '.join(LEVELS)}")
    return code, cast("Level", level)


def levels_beside(model_path: Path | str) -> dict[str, Level]:
    """What the table `[findings]` of the `expected.toml` beside a model says; nothing if there is none.

    Raises `DiagnosticError` (BCM905) if it says something wrong.
    """
    path = Path(model_path).parent / NAME
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("findings", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}  # whether the file must be there and be sound is asked elsewhere
    if not isinstance(table, dict):
        raise _wrong(f"`findings` in `{path}` is no table", 'write `[findings]` and lines such as `BCM613 = "note"`')
    return dict(level_of(code, level, f"`{path}`") for code, level in table.items())


def _wrong(message: str, remedy: str) -> DiagnosticError:
    return DiagnosticError((Diagnostic("BCM905", message, help=remedy),))
