"""Options that several commands have, and what they mean."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class SolverName(StrEnum):
    z3 = "z3"
    cvc5 = "cvc5"
    all = "all"


ModelFile = Annotated[Path, typer.Argument(metavar="MODEL", help="A .bcm file, or Markdown with bcm blocks.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The law of this day, as 2027-04-01.")]


def solvers_of(solver: SolverName) -> tuple[str, ...]:
    """The solvers that a choice means."""
    return ("z3", "cvc5") if solver is SolverName.all else (solver.value,)


def day_of(text: str | None) -> datetime.date | None:
    """The day that `--on` names. Raises `typer.BadParameter`."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"`{text}` is not a date like 2027-04-01", param_hint="--on") from None
