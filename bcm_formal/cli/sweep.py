"""The command `bcm sweep`: with which values of some numbers do the properties of a policy hold?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import click
from click.exceptions import Exit

from bcm_formal.cli.options import (
    PATH,
    Colour,
    SolverName,
    allowance_of,
    day_of,
    memory_option,
    model_file,
    on_option,
    solver_option,
    solvers_of,
    timeout_each_option,
    timeout_option,
)
from bcm_formal.views.report.exit_codes import EXIT_UNDECIDED

if TYPE_CHECKING:
    from bcm_formal.versions.sweeping.results import Swept, Varied
    from bcm_formal.views.report.formats import Look


class SweepForm(StrEnum):
    """What a sweep is told as."""

    text = "text"
    markdown = "markdown"
    json = "json"
    csv = "csv"
    svg = "svg"


@click.command()
@model_file
@click.option(
    "--open",
    "left_open",
    multiple=True,
    metavar="NAME[=LOW..HIGH]",
    help="Leave this parameter open, between its bounds or these values. Repeatable.",
)
@click.option(
    "--vary",
    multiple=True,
    metavar="NAME=LOW..HIGH[:STEP]",
    help="Try these values one by one; several make a grid. Repeatable.",
)
@click.option("--resume", type=PATH, metavar="FILE", help="With --vary: remember there what was found, and go on.")
@click.option("--cluster", metavar="ADDRESS", help="With --vary: on a Dask cluster that is there and that you trust.")
@click.option("--property", "properties", multiple=True, metavar="NAME", help="Only this property. Repeatable.")
@click.option(
    "--format",
    "form",
    type=click.Choice(SweepForm),
    default=SweepForm.text,
    show_default=True,
    help="What stdout gets.",
)
@click.option("--output", "outputs", multiple=True, metavar="FORMAT=FILE", help="Also write this file. Repeatable.")
@solver_option(SolverName.z3, "Which solvers prove the evidence again.")
@timeout_option
@timeout_each_option
@memory_option
@click.option(
    "--color", "colour", type=click.Choice(Colour), default=Colour.auto, show_default=True, help="Colours on stdout."
)
@click.option("--plain", is_flag=True, help="Words instead of signs, for screen readers.")
@on_option
def sweep(
    model: Path,
    left_open: tuple[str, ...],
    vary: tuple[str, ...],
    resume: Path | None,
    cluster: str | None,
    properties: tuple[str, ...],
    form: SweepForm,
    outputs: tuple[str, ...],
    solver: SolverName,
    timeout: str | None,
    timeout_each: str | None,
    memory: str | None,
    colour: Colour,
    plain: bool,
    on: str | None,
) -> None:
    """Find all values of some parameters with which each property holds, proved on both sides; or try some, one by one.

    Of each parameter alone, the others as written, `bcm check --depends` tells.

    Exit codes: 0 everything is decided, 2 the model or the command line is wrong, 3 something is undecided.
    """
    from bcm_formal.api.loading import load
    from bcm_formal.cli.terminal import look_of, progress, say, say_exactly
    from bcm_formal.views.report.formats import Look
    from bcm_formal.views.report.writing import refuse_unwritable, write_whole

    _must_fit(left_open, vary, resume)
    _must_fit_cluster(vary, cluster, timeout_each, memory)
    numbers, steps = _numbers(left_open), _steps(vary)
    targets = [_target(text) for text in outputs]
    if vary and SweepForm.svg in (form, *(kind for kind, _ in targets)):
        raise click.BadParameter("a map is drawn of numbers that are left open: `--open NAME`", param_hint="svg")
    for _, path in targets:
        refuse_unwritable(path)
    policy = load(model, day_of(on))
    allowance, solvers, names = allowance_of(timeout, timeout_each, memory), solvers_of(solver), properties or None
    found: Swept | Varied
    with progress() as tell:
        if vary:
            from bcm_formal.api.varying import vary as varied_by

            found = varied_by(
                policy,
                steps,
                names,
                solvers=solvers,
                allowance=allowance,
                resume=resume,
                cluster=cluster,
                progress=tell,
            )
        else:
            from bcm_formal.api.sweeping import sweep as swept_by

            found = swept_by(policy, numbers, names, solvers=solvers, allowance=allowance, progress=tell)
    look = look_of(colour.value, plain=plain, verbose=False)
    for kind, path in targets:
        write_whole(path, _written(found, kind, Look()))
    (say if form is SweepForm.text else say_exactly)(_written(found, form, look))
    raise Exit(0 if found.is_decided else EXIT_UNDECIDED)


def _must_fit(left_open: tuple[str, ...], vary: tuple[str, ...], resume: Path | None) -> None:
    """Raises `click.BadParameter` for options that do not go together."""
    if not left_open and not vary:
        message = "name a parameter, as `--open settle_after`, or values, as `--vary settle_after=3..15years`"
        raise click.BadParameter(message, param_hint="--open")
    if left_open and vary:
        raise click.BadParameter("numbers are left open, or tried one by one: give one of the two", param_hint="--vary")
    if resume is not None and not vary:
        raise click.BadParameter("only a sweep over points goes on later: `--vary`", param_hint="--resume")


def _must_fit_cluster(vary: tuple[str, ...], cluster: str | None, timeout_each: str | None, memory: str | None) -> None:
    """Raises `click.BadParameter` for options that do not go together with a cluster."""
    if cluster is not None and not vary:
        raise click.BadParameter("only a sweep over points runs on a cluster: `--vary`", param_hint="--cluster")
    for option, value in (("--timeout-each", timeout_each), ("--memory", memory)):
        if cluster is not None and value is not None:
            message = "of a cluster only the whole run has a limit, `--timeout`; its workers have limits of their own"
            raise click.BadParameter(message, param_hint=option)


def _steps(vary: tuple[str, ...]) -> dict[str, tuple[tuple[str, str] | None, str | None]]:
    """The values that are tried of each parameter, and how far they are apart, if that is given."""
    found: dict[str, tuple[tuple[str, str] | None, str | None]] = {}
    for text in vary:
        name, sign, rest = (part.strip() for part in text.partition("="))
        values, _, step = (part.strip() for part in rest.partition(":"))
        if name in found:
            raise click.BadParameter(f"`{name}` is named twice", param_hint="--vary")
        found[name] = (ends_of(values, text, "--vary") if sign else None), step or None
    return found


def _numbers(left_open: tuple[str, ...]) -> dict[str, tuple[str, str] | None]:
    """The parameters that are left open, each with its ends, if they are given."""
    found: dict[str, tuple[str, str] | None] = {}
    for text in left_open:
        name, sign, values = (part.strip() for part in text.partition("="))
        if name in found:
            raise click.BadParameter(f"`{name}` is named twice", param_hint="--open")
        found[name] = ends_of(values, text, "--open") if sign else None
    return found


def ends_of(values: str, text: str, option: str) -> tuple[str, str]:
    """The two values of `3..15 years`; a unit that only the second has is that of the first, too."""
    low, dots, high = (part.strip() for part in values.partition(".."))
    if not dots or not low or not high:
        raise click.BadParameter(f"`{text}` is not NAME=LOW..HIGH, as `settle_after=3..15 years`", param_hint=option)
    number, unit = _split(high)
    high = f"{number} {unit}".strip()
    return (f"{low} {unit}".strip() if low.isdecimal() else " ".join(_split(low)).strip()), high


def _split(words: str) -> tuple[str, str]:
    """A number and its unit, which may follow at once; a value of another kind and nothing."""
    digits = words[: len(words) - len(words.lstrip("0123456789"))]
    return (digits, words[len(digits) :].strip()) if digits else (words, "")


def _target(text: str) -> tuple[SweepForm, Path]:
    """A `FORMAT=FILE`."""
    kind, sign, path = text.partition("=")
    if not sign or not path or kind not in SweepForm.__members__:
        message = f"`{text}` is not FORMAT=FILE with a format of {', '.join(SweepForm.__members__)}"
        raise click.BadParameter(message, param_hint="--output")
    return SweepForm(kind), Path(path)


def _written(found: Swept | Varied, form: SweepForm, look: Look) -> str:
    from bcm_formal.versions.sweeping.results import Swept

    return _frontiers(found, form, look) if isinstance(found, Swept) else _points(found, form, look)


def _points(varied: Varied, form: SweepForm, look: Look) -> str:
    from bcm_formal.views.report import points
    from bcm_formal.views.report.formats import set_page
    from bcm_formal.views.report.frontiers_json import points_json

    match form:
        case SweepForm.text:
            return set_page(points.points_page(varied), look)
        case SweepForm.markdown:
            return points.points_markdown(varied)
        case SweepForm.json:
            return points_json(varied)
        case SweepForm.csv:
            return points.points_csv(varied)
        case SweepForm.svg:
            raise AssertionError("no map is drawn of points")
        case _:
            assert_never(form)


def _frontiers(swept: Swept, form: SweepForm, look: Look) -> str:
    from bcm_formal.views.report import frontiers
    from bcm_formal.views.report.formats import set_page
    from bcm_formal.views.report.frontiers_json import frontiers_json

    match form:
        case SweepForm.text:
            return set_page(frontiers.frontiers_page(swept), look)
        case SweepForm.markdown:
            return frontiers.frontiers_markdown(swept)
        case SweepForm.json:
            return frontiers_json(swept)
        case SweepForm.csv:
            return frontiers.frontiers_csv(swept)
        case SweepForm.svg:
            from bcm_formal.views.diagram.planes import frontiers_svg

            return frontiers_svg(swept)
        case _:
            assert_never(form)
