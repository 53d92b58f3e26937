"""The commands `bcm export` and `bcm schema`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import assert_never

import click

from bcm_formal.cli.options import PATH, day_of, model_file, on_option


@click.command()
@click.argument("form", metavar="FORMAT", help="json: the checked model.")
@model_file
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Default: stdout.")
@on_option
def export(form: str, model: Path, output: Path | None, on: str | None) -> None:
    """Write a checked model for other programs."""
    if form != "json":
        raise click.BadParameter(f"`{form}` is not a format: use json")
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


class Described(StrEnum):
    """What a JSON schema is printed of."""

    report = "report"
    mutants = "mutants"
    model = "model"


@click.command()
@click.argument(
    "of",
    type=click.Choice(Described),
    default=Described.report,
    help="report (the default): of `check`; mutants: of `check --mutate`; model: of `export json`.",
)
def schema(of: Described) -> None:
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
