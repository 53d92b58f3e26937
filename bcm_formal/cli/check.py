"""The command `bcm check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bcm_formal.cli.mutation import mutants
from bcm_formal.cli.options import (
    Colour,
    EngineName,
    Form,
    Memory,
    On,
    SolverName,
    Timeout,
    TimeoutEach,
    allowance_of,
    day_of,
    solvers_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcm_formal.project.files import Found
    from bcm_formal.trust.proved import Memory as ProofMemory

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATHS", help="Models, or folders to search; - is stdin. Default: here."),
]
FilesFrom = Annotated[
    Path | None,
    typer.Option("--files-from", metavar="FILE", help="Check the files listed there, one a line; - is stdin."),
]
Properties = Annotated[
    list[str] | None, typer.Option("--property", metavar="NAME", help="Only this property or scenario. Repeatable.")
]
Engine = Annotated[EngineName, typer.Option(help="Which engine looks for the answer.")]
Solver = Annotated[SolverName, typer.Option(help="Which solvers prove the evidence again.")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings are errors.")]
Severities = Annotated[
    list[str] | None,
    typer.Option("--severity", metavar="CODE=LEVEL", help="BCM613=error, warning, note or off. Repeatable."),
]
Wanted = Annotated[
    bool, typer.Option("--expected", help="Succeed iff everything is as expected.toml beside the model says.")
]
WriteExpected = Annotated[
    bool,
    typer.Option("--write-expected", help="Make or update expected.toml beside each model."),
]
Stored = Annotated[
    Path | None,
    typer.Option("--proofs", metavar="DIR", help="Stored proofs to try. Default: proofs beside the model."),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Find every answer anew: no stored proof, nothing remembered.")]
AllowVacuous = Annotated[bool, typer.Option("--allow-vacuous", help="VACUOUS is no failure.")]
Times = Annotated[bool, typer.Option("--times", help="Also how soon the goals are reached.")]
Mutate = Annotated[
    bool, typer.Option("--mutate", help="Change every clause a little: does any property or scenario notice?")
]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=1, help="With --mutate: at most so many mutants.")
]
FormOf = Annotated[Form, typer.Option("--format", help="What stdout gets.")]
Outputs = Annotated[
    list[str] | None, typer.Option("--output", metavar="FORMAT=FILE", help="Also write this file. Repeatable.")
]
ColourOf = Annotated[Colour, typer.Option("--color", help="Colours on stdout.")]
Plain = Annotated[bool, typer.Option("--plain", help="Words instead of signs, for screen readers.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Leave nothing out.")]
Timings = Annotated[bool, typer.Option("--timings", help="Put milliseconds into the JSON report.")]

_FAILURES_ONLY = {Form.concise, Form.junit, Form.github, Form.markdown}
"""formats that do not tell how a property holds, unless that was not expected"""


def check(
    paths: Paths = None,
    files_from: FilesFrom = None,
    properties: Properties = None,
    engine: Engine = EngineName.auto,
    solver: Solver = SolverName.z3,
    on: On = None,
    strict: Strict = False,
    severity: Severities = None,
    expected: Wanted = False,
    write_expected: WriteExpected = False,
    stored: Stored = None,
    fresh: Fresh = False,
    allow_vacuous: AllowVacuous = False,
    soon: Times = False,
    mutate: Mutate = False,
    limit: Limit = None,
    form: FormOf = Form.text,
    output: Outputs = None,
    colour: ColourOf = Colour.auto,
    plain: Plain = False,
    verbose: Verbose = False,
    timeout: Timeout = None,
    timeout_each: TimeoutEach = None,
    memory: Memory = None,
    timings: Timings = False,
) -> None:
    """Check models: their text, scenarios and properties."""
    from bcm_formal.cli.checking import carry_out
    from bcm_formal.cli.terminal import look_of, show
    from bcm_formal.diagnostics import has_errors
    from bcm_formal.project.request import Request
    from bcm_formal.project.severities import levels_of, settled
    from bcm_formal.views.report.contents import Unreadable

    outputs, levels = [_target(text) for text in output or ()], levels_of(severity or ())
    found = _found(paths or (), files_from)
    left_out = settled(found.left_out, levels, strict=strict)
    if not has_errors(left_out):
        show(left_out)
    refused = (Unreadable(str((paths or [Path()])[0]), left_out),) if has_errors(left_out) else ()
    fresh = fresh or (engine is not EngineName.auto and stored is None)
    remembered = None if fresh or mutate else _remembered(found.models)
    reads_holds = _tells_how_a_property_holds({form.value, *(kind for kind, _ in outputs)}, expected=expected)
    request = Request(
        found.models,
        tuple(properties) if properties else None,
        engine.value,
        solvers_of(solver),
        day_of(on),
        expected,
        strict,
        stored,
        fresh,
        levels,
        soon,
        allow_vacuous,
        reads_holds=reads_holds,
        write_expected=write_expected,
        memory=remembered,
        allowance=allowance_of(timeout, timeout_each, memory),
    )
    look = look_of(colour.value, plain=plain, verbose=verbose)
    if mutate:
        raise typer.Exit(mutants(request, limit, form.value, outputs, look))
    raise typer.Exit(carry_out(request, form.value, outputs, look, timings=timings, refused=refused))


def _found(paths: Sequence[Path], files_from: Path | None) -> Found:
    """The models that are named. Raises `typer.BadParameter` if they are named in both ways."""
    from bcm_formal.project.files import search
    from bcm_formal.project.listed import listed

    if files_from is not None and paths:
        raise typer.BadParameter("name either PATHS or --files-from", param_hint="--files-from")
    return search(paths or (Path(),)) if files_from is None else listed(files_from)


def _remembered(models: Sequence[Path]) -> ProofMemory | None:
    """What was proved in earlier runs. Raises `typer.BadParameter` if that would lie in what is checked."""
    from bcm_formal.project.remembering import OFF, VARIABLE, InWhatIsCheckedError, memory_beside

    try:
        return memory_beside(models)
    except InWhatIsCheckedError as error:
        remedy = f"which is checked: name another folder, or set `{VARIABLE}={OFF}`"
        raise typer.BadParameter(f"{error}, {remedy}", param_hint=VARIABLE) from None


def _tells_how_a_property_holds(forms: set[str], *, expected: bool) -> bool:
    """True iff one of the formats does; some do only where something else was expected."""
    return bool(forms - ({Form.concise} if expected else _FAILURES_ONLY))


def _target(text: str) -> tuple[str, Path]:
    """A `FORMAT=FILE`."""
    kind, sign, path = text.partition("=")
    if not sign or not path or kind not in Form.__members__:
        raise typer.BadParameter(f"`{text}` is not FORMAT=FILE with a format of {', '.join(Form.__members__)}")
    return kind, Path(path)
