"""How grave findings are: what a code says of itself, unless the command line or `expected.toml` says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal, cast, get_args

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, did_you_mean

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


def levels_of(texts: Iterable[str]) -> dict[str, Level]:
    """What settings such as `BCM613=note` say. Raises `DiagnosticError` (BCM905) for what is no code or no level."""
    result: dict[str, Level] = {}
    for text in texts:
        code, _, level = text.partition("=")
        code = code.strip().upper()
        wrong = code_complaint(code) or level_complaint(code, level.strip())
        if wrong:
            raise DiagnosticError((Diagnostic("BCM905", f"--severity: {wrong[0]}", help=wrong[1]),))
        result[code] = as_level(level.strip())
    return result


def code_complaint(code: str) -> tuple[str, str] | None:
    """What is wrong with a code and what to write instead; None if it is a finding whose level can be set."""
    from bcm_formal.diagnostics.codes import all_codes

    known = [name for name in all_codes() if name.startswith("BCM6")]
    if code in known:
        return None
    return f"`{code}` is no finding", did_you_mean(code, known) or "the codes BCM601 to BCM699 can be set"


def level_complaint(code: str, level: object) -> tuple[str, str] | None:
    """What is wrong with a level and what to write instead; None if it is one of the four."""
    if level in LEVELS:
        return None
    return f"`{level}` is no level for `{code}`", f"write one of {', '.join(LEVELS)}"


def as_level(level: object) -> Level:
    """A level that was found to be one."""
    assert level in LEVELS
    return cast("Level", level)
