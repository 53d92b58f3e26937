"""The command `bcm draw`."""

from __future__ import annotations

from pathlib import Path

import click

from bcm_formal.cli.options import (
    PATH,
    allowance_of,
    day_of,
    memory_option,
    model_file,
    on_option,
    timeout_option,
)


@click.command()
@model_file
@click.option("-o", "--output", type=PATH, required=True, metavar="FILE", help="svg, png, pdf, dot or mmd.")
@click.option("--highlight", metavar="PROPERTY", help="Bring out its life course or its pathways.")
@click.option("--life", metavar="NAME", help="Instead: the life course of this property or scenario, in time.")
@click.option("--language", metavar="LANGUAGE", help="Titles in this language, as ja.")
@on_option
@timeout_option
@memory_option
def draw(
    model: Path,
    output: Path,
    highlight: str | None,
    life: str | None,
    language: str | None,
    on: str | None,
    timeout: str | None,
    memory: str | None,
) -> None:
    """Draw a model, or a verdict in it."""
    if highlight is not None and life is not None:
        raise click.BadParameter("a timeline has nothing to bring out; ask for one of the two", param_hint="--life")
    from bcm_formal.api.drawing import draw as drawn
    from bcm_formal.api.loading import load
    from bcm_formal.cli.terminal import progress
    from bcm_formal.views.report.writing import write_whole

    allowance = allowance_of(timeout, None, memory)
    with progress() as tell:
        tell(f"drawing {model}")
        policy = load(model, day_of(on))
        content = drawn(policy, output.suffix, highlight=highlight, life=life, language=language, allowance=allowance)
    write_whole(output, content)
