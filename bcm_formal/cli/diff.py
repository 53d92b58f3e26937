"""The command `bcm diff`: what a change of the law changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bcm_formal.versions.change import Change


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--from", "first", metavar="DATE", help="The old law is that of this day, as 2027-03-31.")
@click.option("--to", "last", metavar="DATE", help="The new law is that of this day.")
def diff(old: str, new: str | None, first: str | None, last: str | None) -> None:
    """Say what changes from one law to another: two files, or two days of one."""
    from bcm_formal.cli.terminal import say_line

    change = change_named(old, new, first, last)
    for clause in change.clauses:
        say_line(f"{clause.span.source.path}:{clause.span.line}: {clause.words}")
    if not change.clauses:
        say_line("the two laws are the same text")


def change_named(old: str, new: str | None, first: str | None, last: str | None) -> Change:
    """The change that the arguments of a command name. Raises `click.BadParameter` and `DiagnosticError`."""
    from bcm_formal.api.changing import change_of_files
    from bcm_formal.cli.options import date_of

    if new is None and (first is None or last is None):
        message = "name the new policy as well, or two days of this one: `--from 2027-03-31 --to 2027-04-01`"
        raise click.BadParameter(message, param_hint="NEW")
    days = [None if day is None else date_of(day, option) for day, option in ((first, "--from"), (last, "--to"))]
    return change_of_files(old, new, days[0], days[1])
