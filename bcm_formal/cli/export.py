"""The commands `bcm export` and `bcm schema`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import click

from bcm_formal.cli.options import PATH, day_of, on_option

if TYPE_CHECKING:
    from bcm_formal.model.model import Model


class Format(StrEnum):
    """What a model is written as."""

    json = "json"
    smv = "smv"
    bridge = "bridge"


@click.command()
@click.argument(
    "form",
    metavar="FORMAT",
    type=click.Choice(Format),
    help="json: the checked model; smv: a module for NuSMV, with the properties as specifications; bridge: a policy of "
    "two laws and the change between them.",
)
@click.argument("models", nargs=-1, required=True, metavar="MODEL…", help="A model; for bridge what `bcm diff` takes.")
@click.option("--from", "first", metavar="DATE", help="bridge: the old law is that of this day.")
@click.option("--to", "last", metavar="DATE", help="bridge: the new law is that of this day.")
@click.option("--property", "properties", multiple=True, metavar="NAME", help="smv: only this property. Repeatable.")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Default: stdout.")
@on_option
def export(
    form: Format,
    models: tuple[str, ...],
    first: str | None,
    last: str | None,
    properties: tuple[str, ...],
    output: Path | None,
    on: str | None,
) -> None:
    """Write a checked model for other programs."""
    from bcm_formal.api.loading import load
    from bcm_formal.cli.terminal import say_exactly
    from bcm_formal.views.report.writing import write_whole

    if properties and form is not Format.smv:
        raise click.BadParameter("only smv can have some of the properties", param_hint="--property")
    if form is not Format.bridge and len(models) > 1:
        raise click.BadParameter("name one model", param_hint="MODEL")
    if form is not Format.bridge and (first or last):
        raise click.BadParameter(
            "only a bridge leads from one day to another", param_hint="--from" if first else "--to"
        )
    match form:
        case Format.json:
            text = _json(load(Path(models[0]), day_of(on)))
        case Format.smv:
            text = _smv(load(Path(models[0]), day_of(on)), properties or None)
        case Format.bridge:
            text = _bridge(models, first, last)
        case _:
            assert_never(form)
    if output is None:
        say_exactly(text)
    else:
        write_whole(output, text)


def _json(policy: Model) -> str:
    from bcm_formal.model.to_json.policy import to_json
    from bcm_formal.views.report.escapes import json_text

    return json_text(to_json(policy))


def _bridge(laws: tuple[str, ...], first: str | None, last: str | None) -> str:
    from bcm_formal.cli.diff import change_named
    from bcm_formal.translate.to_bcm import to_bcm
    from bcm_formal.versions.bridging import bridge

    return to_bcm(bridge(change_named(laws, first, last)).model)


def _smv(policy: Model, names: tuple[str, ...] | None) -> str:
    """The text; what is left out of it is told on stderr."""
    from bcm_formal.cli.terminal import show
    from bcm_formal.diagnostics import Diagnostic
    from bcm_formal.project.selection import select
    from bcm_formal.translate.to_smv.policy import to_smv

    smv = to_smv(policy, select(policy, names)[0])
    show(
        Diagnostic("BCM916", f"`{item.name}` is left out: {reason}", item.span, severity="warning")
        for item, reason in smv.left_out
    )
    return smv.text


class Described(StrEnum):
    """What a JSON schema is printed of."""

    report = "report"
    mutants = "mutants"
    matrix = "matrix"
    sources = "sources"
    diff = "diff"
    sweep = "sweep"
    repair = "repair"
    model = "model"


@click.command()
@click.argument(
    "of",
    type=click.Choice(Described),
    default=Described.report,
    help="report (the default): of `check`; mutants, matrix, sources: of `check --mutate`, `--matrix`, `--sources`; "
    "diff: of `diff`; sweep: of `sweep`; repair: of `repair`; model: of `export json`.",
)
def schema(of: Described) -> None:
    """Print the JSON schema of what is written as JSON."""
    from bcm_formal.cli.terminal import say_exactly
    from bcm_formal.model.to_json.policy import schema_text as of_model
    from bcm_formal.views.report.changes import schema_text as of_changes
    from bcm_formal.views.report.frontiers_json import schema_text as of_sweep
    from bcm_formal.views.report.json_form import schema_text as of_report
    from bcm_formal.views.report.matrix import schema_text as of_matrix
    from bcm_formal.views.report.mutants import schema_text as of_mutants
    from bcm_formal.views.report.provenance import schema_text as of_sources
    from bcm_formal.views.report.repairs import schema_text as of_repairs

    match of:
        case Described.report:
            say_exactly(of_report())
        case Described.mutants:
            say_exactly(of_mutants())
        case Described.matrix:
            say_exactly(of_matrix())
        case Described.sources:
            say_exactly(of_sources())
        case Described.diff:
            say_exactly(of_changes())
        case Described.sweep:
            say_exactly(of_sweep())
        case Described.repair:
            say_exactly(of_repairs())
        case Described.model:
            say_exactly(of_model())
        case _:
            assert_never(of)
