"""Options that several commands have, and what they mean."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click

from bcm_formal.model.as_of import AsOf, Given
from bcm_formal.model.law import Law, Through
from bcm_formal.processes.allowance import Allowance

FC = TypeVar("FC", bound=Callable[..., Any] | click.Command)
"""a command, or what becomes one"""


class SolverName(StrEnum):
    z3 = "z3"
    cvc5 = "cvc5"
    all = "all"


class Form(StrEnum):
    text = "text"
    concise = "concise"
    json = "json"
    junit = "junit"
    github = "github"
    markdown = "markdown"


class EngineName(StrEnum):
    auto = "auto"
    regions = "regions"
    explicit = "explicit"
    spacer = "spacer"
    bounded = "bounded"
    k_induction = "k_induction"
    pathways = "pathways"


class Colour(StrEnum):
    auto = "auto"
    always = "always"
    never = "never"


class _FilePath(click.Path):
    """A path that the system can be asked about; whether something is there is another question."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = super().convert(value, param, ctx)
        try:
            Path(os.fsdecode(path)).lstat()
        except (FileNotFoundError, NotADirectoryError):
            pass
        except (OSError, ValueError) as error:
            from bcm_formal.diagnostics.hidden import visible

            reason = error.strerror if isinstance(error, OSError) else str(error)
            self.fail(f"`{visible(str(value))}` names no file: {str(reason).lower()}", param, ctx)
        return path


PATH = _FilePath(path_type=Path)
model_file = click.argument("model", type=PATH, help="A .bcm file, or Markdown with bcm blocks.")
engine_option = click.option(
    "--engine",
    type=click.Choice(EngineName),
    default=EngineName.auto,
    show_default=True,
    help="Which engine looks for the answer.",
)
timeout_option = click.option("--timeout", metavar="TIME", help="Stop after this time, as 10min.")
timeout_each_option = click.option("--timeout-each", metavar="TIME", help="So long at most for one property, as 1min.")
memory_option = click.option("--memory", metavar="SIZE", help="So much memory at most, as 2GB.")
_THROUGH = "bcm_formal.through"
_SET = "bcm_formal.set"


def on_option(command: FC) -> FC:
    """The options that say which law is read, and with which values: `day_of` tells what they mean together."""
    on = click.option("--on", metavar="DATE", help="The law of this day, as 2027-04-01.")
    through = click.option(
        "--through",
        metavar="[FROM UNTIL]",
        expose_value=False,
        callback=lambda context, _, value: context.meta.__setitem__(_THROUGH, value),
        help="Lives through the laws of these days, or from the day of the law on.",
    )
    values = click.option(
        "--set",
        "values",
        multiple=True,
        metavar="NAME=VALUE",
        expose_value=False,
        callback=lambda context, _, value: context.meta.__setitem__(_SET, value),
        help="Another value for a parameter, as settle_after=7 years. Repeatable.",
    )
    return on(through(values(command)))


def with_days_joined(args: Sequence[str]) -> list[str]:
    """The arguments with what follows `--through`, two days or nothing, as its one value."""
    found: list[str] = []
    rest = list(args)
    while rest:
        word = rest.pop(0)
        if word == "--":
            return [*found, word, *rest]
        if word != "--through":
            found.append(word)
            continue
        days: list[str] = []
        while rest and len(days) < 2 and re.fullmatch(r"\d[\d-]*", rest[0], re.ASCII):
            days.append(rest.pop(0))
        found.append(f"--through={' '.join(days)}")
    return found


def solver_option(default: SolverName, help: str) -> Callable[[FC], FC]:
    """The option that chooses solvers."""
    return click.option("--solver", type=click.Choice(SolverName), default=default, show_default=True, help=help)


def solvers_of(solver: SolverName) -> tuple[str, ...]:
    """The solvers that a choice means."""
    return ("z3", "cvc5") if solver is SolverName.all else (solver.value,)


def day_of(text: str | None) -> AsOf:
    """The law that `--on` and the `--through` of the command name together, with the values of `--set`.

    Raises `click.BadParameter`.
    """
    values = [_value(item) for item in click.get_current_context().meta.get(_SET, ())]
    twice = next((name for number, (name, _) in enumerate(values) if name in dict(values[:number])), None)
    if twice is not None:
        raise click.BadParameter(f"`{twice}` is given two values: leave one of them out", param_hint="--set")
    law = _law_of(text)
    return Given(tuple(values), law) if values else law


def _value(text: str) -> tuple[str, str]:
    name, sign, value = (part.strip() for part in text.partition("="))
    if not sign or not name or not value:
        raise click.BadParameter(f"`{text}` is not NAME=VALUE, as `settle_after=7 years`", param_hint="--set")
    return name, value


def _law_of(text: str | None) -> Law:
    day = None if text is None else date_of(text, "--on")
    through = click.get_current_context().meta.get(_THROUGH)
    if through is None:
        return day
    days = through.split()
    if not days:
        return Through(day)
    if len(days) != 2:
        message = "give the first and the last day, as `--through 2019-04-01 2028-03-31`, or none"
        raise click.BadParameter(message, param_hint="--through")
    first, last = (date_of(word, "--through") for word in days)
    if day is not None:
        raise click.BadParameter("`--through` names the first day itself: leave one of them out", param_hint="--on")
    if last < first:
        raise click.BadParameter(f"`{last}` is before `{first}`: give the first day first", param_hint="--through")
    return Through(first, last)


def date_of(text: str, option: str) -> datetime.date:
    """The day that the value of an option names. Raises `click.BadParameter`."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"`{text}` is not a date like 2027-04-01", param_hint=option) from None


def allowance_of(timeout: str | None, timeout_each: str | None, memory: str | None) -> Allowance:
    """The limits that `--timeout`, `--timeout-each` and `--memory` mean. Raises `click.BadParameter`."""
    return Allowance(
        None if timeout is None else _seconds(timeout, "--timeout"),
        None if timeout_each is None else _seconds(timeout_each, "--timeout-each"),
        None if memory is None else _bytes(memory, "--memory"),
    )


_TIMES = {"ms": 0.001, "s": 1, "sec": 1, "min": 60, "m": 60, "h": 3600}
_SIZES = {"kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20, "gib": 2**30}
_AMOUNT = r"\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*"


def _seconds(text: str, option: str) -> float:
    parts = re.findall(_AMOUNT, text, re.ASCII)
    if not re.fullmatch(f"(?:{_AMOUNT})+", text, re.ASCII) or any(unit not in _TIMES for _, unit in parts):
        raise click.BadParameter(f"`{text}` is not a time like 30s, 10min or 1h30min", param_hint=option)
    return _positive(sum(float(number) * _TIMES[unit] for number, unit in parts), text, option)


def _bytes(text: str, option: str) -> int:
    found = re.fullmatch(_AMOUNT, text, re.ASCII)
    if found is None or found[2].lower() not in _SIZES:
        raise click.BadParameter(f"`{text}` is not a size like 500MB, 2GB or 2GiB", param_hint=option)
    return int(_positive(float(found[1]) * _SIZES[found[2].lower()], text, option))


def _positive(amount: float, text: str, option: str) -> float:
    if not 0 < amount < _MOST:
        why = "it must be more than nothing" if amount <= 0 else "it is more than any machine has"
        raise click.BadParameter(f"`{text}` is no limit: {why}", param_hint=option)
    return amount


_MOST = 1e15
