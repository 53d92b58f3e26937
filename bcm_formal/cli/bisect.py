"""The command `bcm bisect`: since which law a property is broken, or fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from bcm_formal.views.report.exit_codes import EXIT_UNDECIDED

if TYPE_CHECKING:
    from bcm_formal.trust.claim import Outcome
    from bcm_formal.versions.bisecting import History, Turn


@click.command()
@click.argument("model")
@click.option("-p", "--property", "name", required=True, metavar="NAME", help="The property.")
@click.option("--from", "first", metavar="DATE", help="Begin with the law of this day.")
@click.option("--to", "last", metavar="DATE", help="End with the law of this day.")
@click.option("--commits", metavar="A..B", help="Look among the commits of git from A to B instead of days.")
@click.option("--all", "every", is_flag=True, help="Try every commit, not only halves; of days all are tried.")
def bisect(model: str, name: str, first: str | None, last: str | None, commits: str | None, every: bool) -> None:
    """Say since which day's law, or which commit, a property is broken or fixed.

    MODEL is a file, or a folder with one policy; with --commits its path from the top of the repository. Exits with 0
    if the property holds in the end, 1 if not, 3 if that is not decided.
    """
    from bcm_formal.api.bisecting import bisect_commits, bisect_days
    from bcm_formal.cli.options import date_of
    from bcm_formal.cli.terminal import say_line

    days = [None if day is None else date_of(day, option) for day, option in ((first, "--from"), (last, "--to"))]
    if commits is not None:
        if first or last:
            raise click.BadParameter("commits have no days: leave one of them out", param_hint="--commits")
        begin, dots, end = commits.partition("..")
        if not begin or not dots or end.startswith("."):
            raise click.BadParameter(f"`{commits}` is not A..B, as `main..HEAD`", param_hint="--commits")
        found = bisect_commits(model, name, begin, end or "HEAD", every=every)
    else:
        found = bisect_days(model, name, *days)
    for line in _lines(found):
        say_line(line)
    raise Exit(_exit_code(found.now))


def _lines(found: History) -> list[str]:
    """The verdict in the beginning, and each turn with what changes."""
    begin, verdict = found.tried[0]
    return [f"{begin}: {_words(verdict)}", *(line for turn in found.turns for line in _turn(turn))]


def _turn(item: Turn) -> list[str]:
    some_time = "" if item.is_next else f" (some time after {item.before})"
    return [f"{item.since}: {_words(item.now)}{some_time}", *(f"    {cause}" for cause in item.causes)]


def _words(verdict: Outcome | None) -> str:
    return "no verdict: it cannot be read, or does not state the property" if verdict is None else verdict.value


def _exit_code(verdict: Outcome | None) -> int:
    from bcm_formal.trust.claim import Outcome

    if verdict is Outcome.HOLDS:
        return 0
    return 1 if verdict in (Outcome.VIOLATED, Outcome.VACUOUS) else EXIT_UNDECIDED
