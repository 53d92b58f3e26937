"""The command `bcm check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from bcm_formal.cli.options import (
    PATH,
    Colour,
    EngineName,
    Form,
    SolverName,
    allowance_of,
    day_of,
    engine_option,
    memory_option,
    on_option,
    solver_option,
    solvers_of,
    timeout_each_option,
    timeout_option,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcm_formal.project.files import Found
    from bcm_formal.project.remembering import Remembered
    from bcm_formal.project.request import Request

_FAILURES_ONLY = {Form.concise, Form.junit, Form.github, Form.markdown}
"""formats that do not tell how a property holds, unless that was not expected"""


@click.command()
@click.argument("paths", nargs=-1, type=PATH, help="Models, or folders to search; - is stdin. Default: here.")
@click.option("--files-from", type=PATH, metavar="FILE", help="Check the files listed there, one a line; - is stdin.")
@click.option(
    "--property", "properties", multiple=True, metavar="NAME", help="Only this property or scenario. Repeatable."
)
@engine_option
@solver_option(SolverName.z3, "Which solvers prove the evidence again.")
@on_option
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@click.option("--severity", multiple=True, metavar="CODE=LEVEL", help="BCM613=error, warning, note or off. Repeatable.")
@click.option("--expected", is_flag=True, help="Succeed iff everything is as expected.toml beside the model says.")
@click.option("--write-expected", is_flag=True, help="Make or update expected.toml beside each model.")
@click.option("--proofs", type=PATH, metavar="DIR", help="Stored proofs to try. Default: proofs beside the model.")
@click.option("--fresh", is_flag=True, help="Find every answer anew: no stored proof, nothing remembered.")
@click.option("--allow-vacuous", is_flag=True, help="VACUOUS is no failure.")
@click.option("--times", is_flag=True, help="Also how soon the goals are reached, from entering each status by class.")
@click.option(
    "--depends", is_flag=True, help="Also on which numbers, each alone, and on which doubtful rules it depends."
)
@click.option("--matrix", is_flag=True, help="The table of properties and policies, with files of shared properties.")
@click.option("--sources", is_flag=True, help="Only what the rules rest on: sources, their addresses, confidence.")
@click.option(
    "--checked-within",
    type=click.IntRange(min=0),
    metavar="MONTHS",
    help="With --sources: in how many months a source is to have been checked.  [default: 12]",
)
@click.option("--as-of", metavar="DATE", help="With --sources: up to which day.  [default: today]")
@click.option("--mutate", is_flag=True, help="Change every clause a little: does any property or scenario notice?")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="With --mutate: at most so many mutants.")
@click.option(
    "--format", "form", type=click.Choice(Form), default=Form.text, show_default=True, help="What stdout gets."
)
@click.option("--output", multiple=True, metavar="FORMAT=FILE", help="Also write this file. Repeatable.")
@click.option(
    "--color", "colour", type=click.Choice(Colour), default=Colour.auto, show_default=True, help="Colours on stdout."
)
@click.option("--plain", is_flag=True, help="Words instead of signs, for screen readers.")
@click.option("-v", "--verbose", is_flag=True, help="Leave nothing out.")
@timeout_option
@timeout_each_option
@memory_option
@click.option("--timings", is_flag=True, help="Put milliseconds into the JSON report.")
def check(
    paths: tuple[Path, ...],
    files_from: Path | None,
    properties: tuple[str, ...],
    engine: EngineName,
    solver: SolverName,
    on: str | None,
    strict: bool,
    severity: tuple[str, ...],
    expected: bool,
    write_expected: bool,
    proofs: Path | None,
    fresh: bool,
    allow_vacuous: bool,
    times: bool,
    depends: bool,
    matrix: bool,
    sources: bool,
    checked_within: int | None,
    as_of: str | None,
    mutate: bool,
    limit: int | None,
    form: Form,
    output: tuple[str, ...],
    colour: Colour,
    plain: bool,
    verbose: bool,
    timeout: str | None,
    timeout_each: str | None,
    memory: str | None,
    timings: bool,
) -> None:
    """Check models: their text, scenarios and properties."""
    from bcm_formal.cli.checking import carry_out
    from bcm_formal.cli.terminal import look_of, show
    from bcm_formal.diagnostics import has_errors
    from bcm_formal.project.request import Request
    from bcm_formal.project.severities import levels_of, settled
    from bcm_formal.views.report.contents import Unreadable

    outputs, levels = [_target(text) for text in output], levels_of(severity)
    found = _found(paths, files_from)
    left_out = settled(found.left_out, levels, strict=strict)
    if not has_errors(left_out):
        show(left_out)
    refused = (Unreadable(str((paths or [Path()])[0]), left_out),) if has_errors(left_out) else ()
    fresh = fresh or (engine is not EngineName.auto and proofs is None)
    remembered = None if fresh or mutate else _remembered(found.models)
    reads_holds = _tells_how_a_property_holds({form.value, *(kind for kind, _ in outputs)}, expected=expected)
    request = Request(
        found.models,
        properties or None,
        engine.value,
        solvers_of(solver),
        day_of(on),
        expected,
        strict,
        proofs,
        fresh,
        levels,
        times,
        allow_vacuous,
        reads_holds=reads_holds,
        depends=depends,
        write_expected=write_expected,
        remembered=remembered,
        allowance=allowance_of(timeout, timeout_each, memory),
    )
    look = look_of(colour.value, plain=plain, verbose=verbose)
    if sources or checked_within is not None or as_of is not None:
        from bcm_formal.cli.sources import looked_of
        from bcm_formal.cli.sources import sources as rested

        others = (matrix, mutate, bool(properties), times, depends, expected, write_expected)
        looked = looked_of(checked_within, as_of, asked=sources, alone=not any(others))
        raise Exit(rested(request, looked, form.value, outputs, look, refused))
    if matrix:
        from bcm_formal.cli.matrix import matrix as compared

        if mutate or write_expected:
            raise click.BadParameter("it goes with neither --mutate nor --write-expected", param_hint="--matrix")
        raise Exit(compared(asking(request, found), form.value, outputs, look, refused))
    if mutate:
        from bcm_formal.cli.mutation import mutants

        raise Exit(mutants(request, limit, form.value, outputs, look))
    raise Exit(carry_out(request, form.value, outputs, look, timings=timings, refused=refused))


def asking(request: Request, found: Found) -> Request:
    """The request for a table: files of properties are apart from the policies, where they are named, too."""
    from dataclasses import replace

    from bcm_formal.project.parts import asks

    named = tuple(path for path in found.models if asks(path))
    models = tuple(path for path in found.models if path not in named)
    return replace(request, paths=models, questions=(*found.questions, *named), coverage=False, reads_holds=False)


def _found(paths: Sequence[Path], files_from: Path | None) -> Found:
    """The models that are named. Raises `click.BadParameter` if they are named in both ways."""
    from bcm_formal.project.files import search

    if files_from is not None and paths:
        raise click.BadParameter("name either PATHS or --files-from", param_hint="--files-from")
    if files_from is None:
        return search(paths or (Path(),))
    from bcm_formal.project.listed import listed

    return listed(files_from)


def _remembered(models: Sequence[Path]) -> Remembered | None:
    """What was found in earlier runs. Raises `click.BadParameter` if that would lie in what is checked."""
    from bcm_formal.project.remembering import OFF, VARIABLE, InWhatIsCheckedError, remembered_beside

    try:
        return remembered_beside(models)
    except InWhatIsCheckedError as error:
        remedy = f"which is checked: name another folder, or set `{VARIABLE}={OFF}`"
        raise click.BadParameter(f"{error}, {remedy}", param_hint=VARIABLE) from None


def _tells_how_a_property_holds(forms: set[str], *, expected: bool) -> bool:
    """True iff one of the formats does; some do only where something else was expected."""
    return bool(forms - ({Form.concise} if expected else _FAILURES_ONLY))


def _target(text: str) -> tuple[str, Path]:
    """A `FORMAT=FILE`."""
    kind, sign, path = text.partition("=")
    if not sign or not path or kind not in Form.__members__:
        raise click.BadParameter(f"`{text}` is not FORMAT=FILE with a format of {', '.join(Form.__members__)}")
    return kind, Path(path)
