"""The command `bcm`. Everything that takes time to import is imported by the command that needs it.

stdout carries the result, stderr progress and findings. Exit codes: 0 everything holds, 1 a property or scenario is
violated (or vacuous, unless allowed), 2 the model or the command line is wrong, 3 undecided, 70 a mistake of ours, 130
interrupted.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from bcm_formal.cli import check as cli_check
from bcm_formal.cli import fmt as cli_fmt
from bcm_formal.cli import proofs as cli_proofs
from bcm_formal.cli.options import (
    EngineName,
    Form,
    Memory,
    ModelFile,
    On,
    Timeout,
    allowance_of,
    day_of,
)
from bcm_formal.processes.interrupt import EXIT_INTERRUPTED, StoppedError, ended

if TYPE_CHECKING:
    from bcm_formal.diagnostics import Diagnostic

EXIT_WRONG, EXIT_UNDECIDED, EXIT_FAULT = 2, 3, 70

app = typer.Typer(
    name="bcm",
    help="Write a residence policy as text, prove its properties for every possible life course, draw it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def _bcm(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False,
) -> None:
    if version:
        from bcm_formal import __version__

        print(f"bcm-formal {__version__}")
        raise typer.Exit
    del context


app.command()(cli_check.check)
app.command()(cli_proofs.prove)
app.command("verify-proofs")(cli_proofs.verify_proofs)


@app.command()
def draw(
    model: ModelFile,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="svg, png, pdf, dot or mmd.")],
    highlight: Annotated[
        str | None, typer.Option(metavar="PROPERTY", help="Bring out its life course or its pathways.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Titles in this language, as ja.")] = None,
    on: On = None,
    timeout: Timeout = None,
    memory: Memory = None,
) -> None:
    """Draw a model, or a verdict in it."""
    from bcm_formal.api.drawing import draw as drawn
    from bcm_formal.api.run import load
    from bcm_formal.cli.terminal import progress
    from bcm_formal.views.report.writing import write_whole

    allowance = allowance_of(timeout, None, memory)
    with progress() as tell:
        tell(f"drawing {model}")
        policy = load(model, day_of(on))
        content = drawn(policy, output.suffix, highlight=highlight, language=language, allowance=allowance)
    write_whole(output, content)


@app.command()
def explain(
    what: Annotated[str, typer.Argument(metavar="CODE|PROPERTY", help="As BCM201, or the name of a property.")],
    model: Annotated[Path | None, typer.Argument(metavar="MODEL", help="The model that states the property.")] = None,
    engine: Annotated[EngineName, typer.Option(help="Which engine looks for the answer.")] = EngineName.auto,
    on: On = None,
    plain: Annotated[bool, typer.Option("--plain", help="Words instead of signs.")] = False,
    timeout: Timeout = None,
    memory: Memory = None,
) -> None:
    """Tell what a code means, or why a verdict is as it is."""
    from bcm_formal.cli.terminal import look_of, say

    if model is None:
        say(_code_page(what))
        return
    from bcm_formal.cli.checking import carry_out
    from bcm_formal.project.request import Request

    allowance = allowance_of(timeout, None, memory)
    request = Request((model,), (what,), engine.value, ("z3",), day_of(on), allowance=allowance)
    code = carry_out(request, Form.text, (), look_of("auto", plain=plain, verbose=True))
    raise typer.Exit(code if code in (EXIT_WRONG, EXIT_UNDECIDED, EXIT_FAULT) else 0)


def _code_page(code: str) -> str:
    from bcm_formal.diagnostics import Diagnostic, DiagnosticError, did_you_mean
    from bcm_formal.diagnostics.codes import all_codes
    from bcm_formal.diagnostics.codes import explain as page_of

    page = page_of(code)
    if page is None:
        how = "codes are BCM101 and so on; a property is explained with its model: bcm explain PROPERTY MODEL"
        remedy = did_you_mean(code, all_codes()) or how
        raise DiagnosticError((Diagnostic("BCM906", f"there is no code `{code}`", help=remedy),))
    return page + "\n"


app.command()(cli_fmt.fmt)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="What the policy is called: letters, digits and _.")],
) -> None:
    """Begin a model: a folder with a small policy to change."""
    import datetime

    from bcm_formal.cli.terminal import say_line
    from bcm_formal.diagnostics import Diagnostic, DiagnosticError
    from bcm_formal.project.scaffold import first_model, is_name
    from bcm_formal.views.report.writing import write_whole

    if not is_name(name):
        raise DiagnosticError((Diagnostic("BCM908", f"`{name}` cannot be a name", help="use letters, digits and _"),))
    path = Path(name) / f"{name}.bcm"
    if path.parent.exists():
        raise DiagnosticError((Diagnostic("BCM907", f"`{path.parent}` is already there", help="choose another name"),))
    try:
        path.parent.mkdir()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DiagnosticError((Diagnostic("BCM904", f"cannot make the folder `{name}`: {reason}"),)) from None
    write_whole(path, first_model(name, datetime.date.today()))
    say_line(f"wrote {path}: try `bcm check {path}`")


class Described(StrEnum):
    """What a JSON schema is printed of."""

    report = "report"
    mutants = "mutants"
    model = "model"


@app.command()
def schema(
    of: Annotated[
        Described,
        typer.Argument(help="report: of `check`; mutants: of `check --mutate`; model: of `export json`."),
    ] = Described.report,
) -> None:
    """Print the JSON schema of what is written as JSON."""
    from bcm_formal.cli.terminal import say_exactly
    from bcm_formal.model.to_json.policy import schema_text as of_model
    from bcm_formal.views.report.json_form import schema_text as of_report
    from bcm_formal.views.report.mutants import schema_text as of_mutants

    match of:
        case Described.report:
            say_exactly(of_report())
        case Described.mutants:
            say_exactly(of_mutants())
        case Described.model:
            say_exactly(of_model())
        case _:
            assert_never(of)


@app.command()
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="json: the checked model.")],
    model: ModelFile,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Default: stdout.")] = None,
    on: On = None,
) -> None:
    """Write a checked model for other programs."""
    if form != "json":
        raise typer.BadParameter(f"`{form}` is not a format: use json")
    from bcm_formal.api.run import load
    from bcm_formal.cli.terminal import say_exactly
    from bcm_formal.model.to_json.policy import to_json
    from bcm_formal.views.report.escapes import json_text
    from bcm_formal.views.report.writing import write_whole

    text = json_text(to_json(load(model, day_of(on))))
    if output is None:
        say_exactly(text)
    else:
        write_whole(output, text)


@app.command()
def simulate(
    model: ModelFile,
    at_random: Annotated[int | None, typer.Option("--random", metavar="N", help="N steps at random.")] = None,
    seed: Annotated[int, typer.Option(help="Which random life course; the same number, the same life.")] = 0,
    begin: Annotated[
        str | None, typer.Option("--with", metavar="CONDITION", help='Who begins, as in "age is 20 years".')
    ] = None,
    on: On = None,
    plain: Annotated[bool, typer.Option("--plain", help="Words instead of signs.")] = False,
) -> None:
    """Step through a life course by hand or at random."""
    from bcm_formal.answers.stepping import begun_with
    from bcm_formal.api.run import load
    from bcm_formal.cli.simulating import by_hand, randomly
    from bcm_formal.cli.terminal import look_of, say, say_line

    policy = load(model, day_of(on))
    policy = policy if begin is None else begun_with(policy, begin)
    if at_random is not None:
        say(randomly(policy, at_random, seed, look_of("auto", plain=plain, verbose=True)))
    else:
        by_hand(policy, input, say_line)


# --- around the commands ---


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    gc.set_threshold(50_000, 20, 50)  # looking for cycles among many terms and zones takes a tenth of all
    sys.exit(run())


def run() -> int:
    """The exit code. A mistake of ours is told shortly; its details go into a file."""
    try:
        code = app(prog_name="bcm")
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except SystemExit as stop:
        return _flushed(stop.code if isinstance(stop.code, int) else EXIT_WRONG if stop.code else 0)
    except BrokenPipeError:
        return _reader_gone()
    except StoppedError as stop:
        return ended(stop)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except Exception as error:
        return _excused(error)


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_gone()
    except OSError as error:
        return _excused(error)
    return code


def _reader_gone() -> int:
    """Nobody reads stdout any more, as after `| head`: no reason to complain, but no success either."""
    from bcm_formal.cli.terminal import EXIT_UNREAD

    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return EXIT_UNREAD


def _excused(error: Exception) -> int:
    """What went wrong in words, and the exit code for it."""
    from bcm_formal.diagnostics import Diagnostic, DiagnosticError, render_all

    if isinstance(error, DiagnosticError):
        found: tuple[Diagnostic, ...] = error.diagnostics
    elif isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EDQUOT):
        found = (Diagnostic("BCM904", f"cannot write the result: {(error.strerror or str(error)).lower()}"),)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    elif isinstance(error, MemoryError):
        print("bcm: ran out of memory; what is not told is undecided", file=sys.stderr)
        return EXIT_UNDECIDED
    elif type(error).__name__ == "SolverMissingError":
        remedy = f"pip install {_PACKAGE.get(str(error), error)}"
        found = (Diagnostic("BCM910", f"the solver `{error}` is not installed", help=remedy),)
    else:
        return _confess(error)
    print(render_all(found), file=sys.stderr)
    return EXIT_UNDECIDED if all(item.code == "BCM912" for item in found) else EXIT_WRONG


_PACKAGE = {"z3": "z3-solver", "cvc5": "cvc5"}


def _confess(error: Exception) -> int:
    import traceback

    from bcm_formal.cli.terminal import kept

    where = kept("".join(traceback.format_exception(error)), "what happened is written in")
    print(f"bcm: a mistake of ours ({type(error).__name__}), not of your model; {where}", file=sys.stderr)
    return EXIT_FAULT
