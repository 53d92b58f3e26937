"""The command `bcm diff`: what a change of the law changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bcm_formal.versions.change import Change


@click.command()
@click.argument("laws", nargs=-1, required=True, metavar="OLD [NEW | REFORM…]")
@click.option("--from", "first", metavar="DATE", help="The old law is that of this day, as 2027-03-31.")
@click.option("--to", "last", metavar="DATE", help="The new law is that of this day.")
def diff(laws: tuple[str, ...], first: str | None, last: str | None) -> None:
    """Say what changes from one law to another: two files, a file and reforms of it, or two days of one."""
    from bcm_formal.cli.terminal import say_line

    change = change_named(laws, first, last)
    from bcm_formal.versions.bridging import bridge
    from bcm_formal.versions.texts import text_changes

    for item in text_changes(bridge(change)):
        say_line(f"{item.kind:<10} {item.what}")
        for line in item.details:
            say_line(f"    {line}")
        if item.no_more:
            say_line(f"    no more: {item.no_more}")
        if item.newly:
            say_line(f"    newly: {item.newly}")
        if item.because:
            say_line(f"    because of {', '.join(item.because)}")


def change_named(laws: Sequence[str], first: str | None, last: str | None) -> Change:
    """The change that the arguments of a command name. Raises `click.BadParameter` and `DiagnosticError`."""
    from bcm_formal.api.changing import change_by_reforms, change_of_files, reforms_among
    from bcm_formal.cli.options import date_of

    days = [None if day is None else date_of(day, option) for day, option in ((first, "--from"), (last, "--to"))]
    reforms = reforms_among(laws)
    if reforms:
        if first is not None or last is not None:
            message = "a reform says itself when it enters into force"
            raise click.BadParameter(message, param_hint="--from" if first is not None else "--to")
        return change_by_reforms([law for law in laws if law not in reforms], reforms)
    if len(laws) > 2:
        raise click.BadParameter("name two policies, or one and reforms of it", param_hint="OLD")
    if len(laws) == 1 and (first is None or last is None):
        message = "name the new policy as well, or two days of this one: `--from 2027-03-31 --to 2027-04-01`"
        raise click.BadParameter(message, param_hint="NEW")
    return change_of_files(laws[0], laws[1] if len(laws) > 1 else None, days[0], days[1])
