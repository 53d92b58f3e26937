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
from typing import TYPE_CHECKING

import click
from click.exceptions import NoSuchCommand

from bcm_formal import __version__
from bcm_formal.cli.completion import completion_options
from bcm_formal.processes.interrupt import EXIT_INTERRUPTED, StoppedError, ended
from bcm_formal.views.report.exit_codes import EXIT_FAULT, EXIT_UNDECIDED, EXIT_WRONG

if TYPE_CHECKING:
    from bcm_formal.diagnostics import Diagnostic


class Commands(click.Group):
    """The commands, each imported when it is named."""

    names = (
        "check",
        "prove",
        "verify-proofs",
        "draw",
        "diff",
        "bisect",
        "sweep",
        "repair",
        "explain",
        "fmt",
        "new",
        "schema",
        "export",
        "simulate",
    )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.names)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            name, command, rest = super().resolve_command(ctx, args)
        except NoSuchCommand as error:  # which knows none of the names
            raise NoSuchCommand(error.command_name, possibilities=self.names, ctx=ctx) from None
        if "--through" in rest:
            from bcm_formal.cli.options import with_days_joined

            rest = with_days_joined(rest)
        return name, command, rest

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        match cmd_name:
            case "check":
                from bcm_formal.cli.check import check as command
            case "prove":
                from bcm_formal.cli.proofs import prove as command
            case "verify-proofs":
                from bcm_formal.cli.proofs import verify_proofs as command
            case "draw":
                from bcm_formal.cli.draw import draw as command
            case "diff":
                from bcm_formal.cli.diff import diff as command
            case "bisect":
                from bcm_formal.cli.bisect import bisect as command
            case "sweep":
                from bcm_formal.cli.sweep import sweep as command
            case "repair":
                from bcm_formal.cli.repair import repair as command
            case "explain":
                from bcm_formal.cli.explain import explain as command
            case "fmt":
                from bcm_formal.cli.fmt import fmt as command
            case "new":
                from bcm_formal.cli.new import new as command
            case "schema":
                from bcm_formal.cli.export import schema as command
            case "export":
                from bcm_formal.cli.export import export as command
            case "simulate":
                from bcm_formal.cli.simulate import simulate as command
            case _:
                return None
        return command


@click.group(cls=Commands, name="bcm")
@click.version_option(__version__, message="bcm-formal %(version)s", help="Say the version and stop.")
@completion_options
def app() -> None:
    """Write a residence policy as text, prove its properties for every possible life course, draw it."""


# --- around the commands ---


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    gc.set_threshold(100_000, 20, 50)  # looking for cycles among many terms and zones takes a tenth of all
    sys.exit(run())


def run() -> int:
    """The exit code. A mistake of ours is told shortly; its details go into a file."""
    try:
        code = app.main(prog_name="bcm", standalone_mode=False)
        return _flushed(code if isinstance(code, int) else 0)
    except SystemExit as stop:
        return _flushed(stop.code if isinstance(stop.code, int) else EXIT_WRONG if stop.code else 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return EXIT_INTERRUPTED
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
