"""The command `bcm diff`: what a change of the law changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import click
from click.exceptions import Exit

from bcm_formal.cli.options import PATH, Colour, allowance_of, memory_option, timeout_each_option, timeout_option
from bcm_formal.views.report.exit_codes import EXIT_UNDECIDED

if TYPE_CHECKING:
    from bcm_formal.api.comparing import Wanted
    from bcm_formal.versions.change import Change
    from bcm_formal.versions.comparison import Comparison
    from bcm_formal.versions.people.effects import Effect
    from bcm_formal.versions.transitions import Transitions
    from bcm_formal.views.report.formats import Look

    Written = Callable[["DiffForm", Look], str]
    """writes what was found"""


class DiffForm(StrEnum):
    text = "text"
    markdown = "markdown"
    json = "json"


class PictureForm(StrEnum):
    """Those that draw both laws."""

    svg = "svg"
    png = "png"
    pdf = "pdf"
    dot = "dot"
    mermaid = "mermaid"


RUNGS = ("entitlement", "own-steps", "robust", "path", "time", "burden", "place")


laws_argument = click.argument(
    "laws", nargs=-1, required=True, metavar="OLD [NEW | REFORM…]", help="Files, or REV:PATH of a git revision."
)
from_option = click.option("--from", "first", metavar="DATE", help="The old law is that of this day, as 2027-03-31.")
to_option = click.option("--to", "last", metavar="DATE", help="The new law is that of this day.")


@click.command()
@laws_argument
@from_option
@to_option
@click.option("--equivalent", is_flag=True, help="Prove that both mean the same for everybody; exit 1 if not.")
@click.option("--people", is_flag=True, help="Also who gains and who loses, by how much, and by which clauses.")
@click.option("--target", "targets", multiple=True, metavar="PLACE", help="--people on the way there. Repeatable.")
@click.option("--rung", "rungs", multiple=True, type=click.Choice(RUNGS), help="--people on it alone. Repeatable.")
@click.option(
    "--setbacks", type=click.IntRange(min=1), default=1, show_default=True, help="May hit on the rung `robust`."
)
@click.option(
    "--proofs", type=PATH, metavar="DIR", help="--people; and write there what was said of them, with its proofs."
)
@click.option("--fail-on", type=click.Choice(("loses", "delayed", "any")), help="Exit 1 if --people finds such.")
@click.option("--properties", is_flag=True, help="Also the verdicts under both laws, and what makes them others.")
@timeout_option
@timeout_each_option
@memory_option
@click.option("--transitions", is_flag=True, help="Instead: each transitional provision alone, and whom it saves.")
@click.option("-p", "--property", "names", multiple=True, metavar="NAME", help="Only this property. Repeatable.")
@click.option(
    "--format",
    "named",
    type=click.Choice((*DiffForm, *PictureForm)),
    default=DiffForm.text,
    show_default=True,
    help="What is written. From svg on: both laws on one picture.",
)
@click.option("--whole", is_flag=True, help="Draw also what is far from the change.")
@click.option("--life", type=click.IntRange(min=1), metavar="N", help="Draw the Nth person whom --people tells of.")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Default: stdout.")
@click.option("--color", "colour", type=click.Choice(Colour), default=Colour.auto, help="Colours on stdout.")
@click.option("--plain", is_flag=True, help="Words instead of signs, for screen readers.")
def diff(
    laws: tuple[str, ...],
    first: str | None,
    last: str | None,
    equivalent: bool,
    people: bool,
    targets: tuple[str, ...],
    rungs: tuple[str, ...],
    setbacks: int,
    proofs: Path | None,
    fail_on: str | None,
    properties: bool,
    timeout: str | None,
    timeout_each: str | None,
    memory: str | None,
    transitions: bool,
    names: tuple[str, ...],
    named: str,
    whole: bool,
    life: int | None,
    output: Path | None,
    colour: Colour,
    plain: bool,
) -> None:
    """Say what changes from one law to another: two files, a file and reforms of it, or two days of one."""
    from bcm_formal.api.comparing import Wanted
    from bcm_formal.cli.terminal import look_of, say, say_exactly
    from bcm_formal.views.report.formats import Look
    from bcm_formal.views.report.writing import refuse_unwritable, write_whole

    if output is not None:
        refuse_unwritable(output)
    form: DiffForm | PictureForm = PictureForm(named) if named in PictureForm.__members__ else DiffForm(named)
    if output is None and form in (PictureForm.png, PictureForm.pdf):
        raise click.BadParameter(f"name a file for a {form}: `-o change.{form}`", param_hint="--format")
    change = change_named(laws, first, last)
    asks = targets or rungs or people or fail_on or proofs or life
    allowance = allowance_of(timeout, timeout_each, memory)
    who = Wanted(targets, tuple(item.replace("-", " ") for item in rungs), setbacks, allowance) if asks else None
    if allowance.is_limited and who is None:
        raise click.BadParameter("only --people has limits", param_hint="--timeout, --timeout-each, --memory")
    if life is not None:
        _draw_life(change, form, who, life, output)
        raise Exit(0)
    if isinstance(form, PictureForm):
        if transitions or equivalent or properties or names or who is not None:
            raise click.BadParameter("a picture shows the laws; ask the rest in another format", param_hint="--format")
        _draw(change, form, whole, output)
        raise Exit(0)
    if whole:
        raise click.BadParameter("it belongs to a picture, as `--format svg`", param_hint="--whole")
    if transitions and (equivalent or properties or names or who is not None):
        raise click.BadParameter("it says what nothing else is said beside", param_hint="--transitions")
    asked = names if names or properties else None
    written, code = (
        _tried(change) if transitions else _compared(change, asked, who, fail_on, proofs, equivalent=equivalent)
    )
    if output is not None:
        write_whole(output, written(form, Look()))
    else:
        text = written(form, look_of(colour.value, plain=plain, verbose=False))
        (say if form is DiffForm.text else say_exactly)(text)
    raise Exit(code)


def _draw(change: Change, form: PictureForm, whole: bool, output: Path | None) -> None:
    """Write both laws as one picture."""
    from bcm_formal.api.comparing import compare
    from bcm_formal.api.drawing import draw_change
    from bcm_formal.cli.terminal import say_exactly
    from bcm_formal.views.report.writing import write_whole

    drawn = draw_change(compare(change), form.value, "whole" if whole else "near")
    if output is not None:
        write_whole(output, drawn)
    else:
        say_exactly(drawn.decode())


def _draw_life(
    change: Change, form: DiffForm | PictureForm, who: Wanted | None, life: int, output: Path | None
) -> None:
    """Write the lives of one person under both laws as one picture."""
    from bcm_formal.api.comparing import compare
    from bcm_formal.api.timelines import draw_both_lives
    from bcm_formal.cli.terminal import say_exactly
    from bcm_formal.views.picture import PICTURE_FORMATS
    from bcm_formal.views.report.writing import write_whole

    wanted = next((each for each in PICTURE_FORMATS if each == form.value), None)
    if wanted is None:
        raise click.BadParameter("a life is drawn: add `--format svg`, png or pdf", param_hint="--life")
    drawn = draw_both_lives(compare(change, people=who), life, wanted)
    if output is not None:
        write_whole(output, drawn)
    else:
        say_exactly(drawn.decode())


def _compared(
    change: Change,
    names: tuple[str, ...] | None,
    who: Wanted | None,
    fail_on: str | None,
    proofs: Path | None,
    *,
    equivalent: bool,
) -> tuple[Written, int]:
    """What changes, and the exit code."""
    from bcm_formal.api.comparing import compare

    if proofs is not None:
        from bcm_formal.api.storing import may_be_stored

        may_be_stored(proofs)
    found = compare(change, names=names, equivalent=equivalent, people=who)
    code, stored = _exit_code(found, fail_on), ""
    if proofs is not None and found.people is not None:
        stored, failed = _stored(found.people, proofs)
        code = code or failed
    return lambda form, look: _written(found, form, look) + (stored if form is DiffForm.text else ""), code


def _stored(effects: Sequence[Effect], home: Path) -> tuple[str, int]:
    """Write what was said of people with its proofs: how many there are now, in words, and the exit code."""
    from bcm_formal.api.storing import store_people
    from bcm_formal.cli.terminal import progress, show
    from bcm_formal.views.report.proofs import written_code, written_findings, written_page

    with progress() as tell:
        found = store_people(effects, home, tell)
    items = [(item.verdict, item.proof, item.seconds) for item in found]
    show(written_findings(items))
    return "\n" + written_page(items, home, None).rpartition("\n\n")[2], written_code(items)


def _tried(change: Change) -> tuple[Written, int]:
    """Whom each transitional provision saves, and the exit code."""
    from bcm_formal.api.comparing import try_provisions
    from bcm_formal.views.report.transitions import is_undecided

    found = try_provisions(change)
    return lambda form, look: _transitions_written(found, form, look), EXIT_UNDECIDED if is_undecided(found) else 0


def _transitions_written(found: Transitions, form: DiffForm, look: Look) -> str:
    from bcm_formal.views.report.formats import set_page
    from bcm_formal.views.report.transitions import transitions_json, transitions_markdown, transitions_page

    match form:
        case DiffForm.text:
            return set_page(transitions_page(found), look)
        case DiffForm.markdown:
            return transitions_markdown(found)
        case DiffForm.json:
            return transitions_json(found)
        case _:
            assert_never(form)


def _written(found: Comparison, form: DiffForm, look: Look) -> str:
    from bcm_formal.views.report.changes import changes_json, changes_markdown, changes_page
    from bcm_formal.views.report.formats import set_page

    match form:
        case DiffForm.text:
            return set_page(changes_page(found), look)
        case DiffForm.markdown:
            from bcm_formal.api.drawing import change_in_mermaid

            return changes_markdown(found, change_in_mermaid(found))
        case DiffForm.json:
            return changes_json(found)
        case _:
            assert_never(form)


def _exit_code(found: Comparison, fail_on: str | None) -> int:
    """1 if the laws were to mean the same and do not, or if somebody is affected as `fail_on` says; 3 if something that
    was asked is not decided; else 0."""
    from bcm_formal.views.report.people import exit_code

    of_people = 0 if found.people is None else exit_code(found.people, fail_on)
    if of_people == 1 or (found.sameness is not None and found.sameness.same is False):
        return 1
    open_texts = any(item.kind == "undecided" for item in found.texts)
    open_verdicts = any(item.undecided for item in found.properties or ())
    undecided = open_verdicts or open_texts or (found.sameness is not None and found.sameness.same is None)
    return EXIT_UNDECIDED if undecided else of_people


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
