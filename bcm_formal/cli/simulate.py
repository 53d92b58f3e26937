"""The command `bcm simulate`."""

from __future__ import annotations

from pathlib import Path

import click

from bcm_formal.cli.options import day_of, model_file, on_option


@click.command()
@model_file
@click.option("--random", "at_random", type=int, metavar="N", help="N steps at random.")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Which random life course; the same number, the same life."
)
@click.option("--with", "begin", metavar="CONDITION", help='Who begins, as in "age is 20 years".')
@on_option
@click.option("--plain", is_flag=True, help="Words instead of signs.")
def simulate(model: Path, at_random: int | None, seed: int, begin: str | None, on: str | None, plain: bool) -> None:
    """Step through a life course by hand or at random."""
    from bcm_formal.answers.stepping import begun_with
    from bcm_formal.api.loading import load
    from bcm_formal.cli.simulating import by_hand, randomly
    from bcm_formal.cli.terminal import look_of, say, say_line

    loaded = load(model, day_of(on))
    policy = loaded if begin is None else begun_with(loaded, begin)
    if at_random is not None:
        say(randomly(policy, at_random, seed, look_of("auto", plain=plain, verbose=True)))
    else:
        by_hand(policy, input, say_line)
