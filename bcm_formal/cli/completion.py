"""Completion of the command line by the shell: printed, or put where the shell finds it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click
from click.exceptions import Exit

G = TypeVar("G", bound=Callable[..., Any] | click.Command)


class Place(NamedTuple):
    """Where a script goes, and which line of which file makes the shell read it; paths are within the home folder."""

    script: str
    read_by: str | None = None
    line: str = ""


PLACES = {
    "bash": Place(".bash_completions/bcm.sh", ".bashrc", "source ~/.bash_completions/bcm.sh"),
    "zsh": Place(".zfunc/_bcm", ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"),
    "fish": Place(".config/fish/completions/bcm.fish"),
}


def completion_options(command: G) -> G:
    """The command with options that show and install its completion."""
    for name, callback, help in (
        ("--show-completion", _show, "Show completion for a shell. Default: the current one."),
        ("--install-completion", _install, "Install completion for a shell. Default: the current one."),
    ):
        command = click.option(
            name, is_flag=False, flag_value="", metavar="[SHELL]", help=help, is_eager=True, expose_value=False,
            callback=callback,
        )(command)  # fmt: skip
    return command


def _show(context: click.Context, option: click.Parameter, shell: str | None) -> None:
    if shell is not None and not context.resilient_parsing:
        click.echo(_script(context.command, shell or _current(), option))
        raise Exit


def _install(context: click.Context, option: click.Parameter, shell: str | None) -> None:
    if shell is None or context.resilient_parsing:
        return
    shell = shell or _current()
    text = _script(context.command, shell, option)
    place = PLACES.get(shell)
    if place is None:
        remedy = f"add what `bcm --show-completion {shell}` prints to the profile of your shell"
        raise click.BadParameter(f"`{shell}` has no folder for completion: {remedy}", context, option)
    home = Path.home()
    target = home / place.script
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text + "\n", encoding="utf-8")
    if place.read_by is not None:
        _end_with(home / place.read_by, place.line)
    click.echo(f"wrote {target}: completion works in shells that are started from now on")
    raise Exit


def _end_with(path: Path, line: str) -> None:
    """Have the line in a file, once."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if line not in text.splitlines():
        path.write_text(f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{line}\n", encoding="utf-8")


def _script(command: click.Command, shell: str, option: click.Parameter) -> str:
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.BadParameter(
            f"there is no completion for `{shell}`: use bash, zsh, fish or powershell", param=option
        )
    return kind(command, {}, "bcm", "_BCM_COMPLETE").source().strip()


def _current() -> str:
    """The name of the shell that the user has chosen."""
    return Path(os.environ.get("SHELL") or ("powershell" if os.name == "nt" else "bash")).stem
