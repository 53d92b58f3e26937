"""The command `bcm repair`: small changes of a policy under which a property holds."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from bcm_formal.cli.options import PATH, Colour
from bcm_formal.views.report.exit_codes import EXIT_UNDECIDED

if TYPE_CHECKING:
    from bcm_formal.versions.repair.repairs import Repairs


class RepairForm(StrEnum):
    text = "text"
    json = "json"


@click.command()
@click.argument("model")
@click.option("-p", "--property", "name", metavar="NAME", help="The property that shall hold.")
@click.option("--goal", metavar="SENTENCE", help="What shall hold instead, as a property of the language says it.")
@click.option("--keep", multiple=True, metavar="NAME", help="A property that must go on holding. Repeatable.")
@click.option("--tries", type=click.IntRange(min=1), default=100, show_default=True, help="Changed policies to check.")
@click.option("-o", "--output", type=PATH, metavar="DIR", help="Write each repair there, as a reform.")
@click.option(
    "--format", "form", type=click.Choice(RepairForm), default=RepairForm.text, show_default=True, help="What is said."
)
@click.option("--color", "colour", type=click.Choice(Colour), default=Colour.auto, help="Colours on stdout.")
@click.option("--plain", is_flag=True, help="Words instead of signs, for screen readers.")
def repair(
    model: str,
    name: str | None,
    goal: str | None,
    keep: tuple[str, ...],
    tries: int,
    output: Path | None,
    form: RepairForm,
    colour: Colour,
    plain: bool,
) -> None:
    """Find small changes of a policy under which a property holds, and say what else they change.

    Exits with 0 if there is a repair, or the property holds, 1 if none was found, 3 if that is not decided.
    """
    from bcm_formal.api.repairing import repair as repaired
    from bcm_formal.cli.terminal import look_of, say, say_exactly
    from bcm_formal.views.report.formats import set_page
    from bcm_formal.views.report.repairs import repairs_json, repairs_page

    if (name is None) == (goal is None):
        raise click.BadParameter("name a property, or give a goal: one of the two", param_hint="--property")
    if output is not None:
        _refuse_what_is_there(output)
    found = repaired(model, name, goal, keep=keep, tries=tries, into=output)
    files = () if output is None else _written(found, output)
    if form is RepairForm.json:
        say_exactly(repairs_json(found, files))
    else:
        page, look = repairs_page(found, files), look_of(colour.value, plain=plain, verbose=False)
        say(set_page(page, look))
    raise Exit(_exit_code(found))


def _refuse_what_is_there(folder: Path) -> None:
    """Raise `DiagnosticError` (BCM904) if repairs cannot be written there, or some of another search are."""
    from bcm_formal.diagnostics import Diagnostic, DiagnosticError
    from bcm_formal.views.report.writing import refuse_unwritable_folder

    refuse_unwritable_folder(folder)
    there = sorted(path for path in folder.glob("repair_*.bcm") if path.stem.removeprefix("repair_").isdecimal())
    if there:
        message = f"cannot write repairs into `{folder}`: `{there[0].name}` is there already"
        remedy = "take the files `repair_*.bcm` away, or name another folder with -o"
        raise DiagnosticError((Diagnostic("BCM904", message, help=remedy),))


def _written(found: Repairs, folder: Path) -> tuple[str, ...]:
    """Each repair in a file of the folder, which is made if it is not there; the paths."""
    from bcm_formal.diagnostics import Diagnostic, DiagnosticError
    from bcm_formal.views.report.writing import write_whole

    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        message = f"cannot write `{folder}`: {(error.strerror or str(error)).lower()}"
        raise DiagnosticError((Diagnostic("BCM904", message, help="name another folder with -o"),)) from None
    paths = [folder / f"repair_{number}.bcm" for number in range(1, len(found.found) + 1)]
    for path, item in zip(paths, found.found, strict=True):
        write_whole(path, item.text)
    return tuple(map(str, paths))


def _exit_code(found: Repairs) -> int:
    from bcm_formal.trust.claim import Outcome

    if found.found or found.before is Outcome.HOLDS:
        return 0
    return 1 if found.before.is_decided and not found.undecided else EXIT_UNDECIDED
