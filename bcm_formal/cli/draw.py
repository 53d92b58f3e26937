"""The command `bcm draw`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

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
@click.option("-o", "--output", type=PATH, required=True, metavar="FILE", help="svg, png, pdf, html, dot or mmd.")
@click.option("--highlight", metavar="NAME", help="Bring out the life of a property or scenario, or its pathways.")
@click.option("--life", metavar="NAME", help="Instead: the life course of this property or scenario, in time.")
@click.option("--overview", is_flag=True, help="Layers with numbers of statuses alone.")
@click.option("--only", metavar="LAYER", help="A layer, and what one rule connects with it.")
@click.option("--around", metavar="STATUS", help="A status, and what one rule connects with it.")
@click.option("--paper", type=click.Choice(["A4", "A3"]), help="Pages with letters of 6 points or more.")
@click.option("--all-lines", is_flag=True, help="Draw ways back and ends of terms as lines, too.")
@click.option("--order", metavar="LAYER,…", help="Layers from left to right.")
@click.option("--link", default="", metavar="ADDRESS", help="Where the text stands; `#L12` is added.")
@click.option("--font", type=PATH, multiple=True, metavar="FILE", help="A font for what the shipped ones lack.")
@click.option("--language", "--lang", metavar="LANGUAGE", help="Titles in this language, as ja.")
@on_option
@timeout_option
@memory_option
def draw(
    model: Path,
    output: Path,
    highlight: str | None,
    life: str | None,
    overview: bool,
    only: str | None,
    around: str | None,
    paper: Literal["A4", "A3"] | None,
    all_lines: bool,
    order: str | None,
    link: str,
    font: tuple[Path, ...],
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
        content = drawn(
            policy,
            output.suffix,
            highlight=highlight,
            life=life,
            language=language,
            allowance=allowance,
            only=only,
            around=around,
            overview=overview,
            order=tuple(name.strip() for name in (order or "").split(",") if name.strip()),
            all_lines=all_lines,
            paper=paper,
            link=link,
            fonts=font,
        )
    write_whole(output, content)
