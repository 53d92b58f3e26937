"""The commands `bcm prove` and `bcm verify-proofs`."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click
from click.exceptions import Exit

from bcm_formal.cli.options import (
    PATH,
    SolverName,
    allowance_of,
    day_of,
    memory_option,
    model_file,
    on_option,
    solver_option,
    solvers_of,
    timeout_each_option,
    timeout_option,
)

scripts_option = click.option("--scripts", type=PATH, metavar="DIR", help="Write SMT-LIB scripts for any solver there.")


@click.command(short_help="Prove properties, and write certificates.")
@model_file
@click.option("--property", "properties", multiple=True, metavar="NAME", help="Only this property. Repeatable.")
@click.option(
    "--out", type=PATH, default=Path("proofs"), show_default=True, metavar="DIR", help="Where proofs are kept."
)
@scripts_option
@solver_option(SolverName.z3, "Which solvers prove the evidence again.")
@on_option
@timeout_option
@timeout_each_option
@memory_option
def prove(
    model: Path,
    properties: tuple[str, ...],
    out: Path,
    scripts: Path | None,
    solver: SolverName,
    on: str | None,
    timeout: str | None,
    timeout_each: str | None,
    memory: str | None,
) -> None:
    """Prove the properties of a model, and write certificates that anybody can check."""
    from bcm_formal.api.proving import Proved, told_of_earlier
    from bcm_formal.api.proving import prove as proved
    from bcm_formal.cli.terminal import progress, say, show
    from bcm_formal.processes.interrupt import WRITING, StoppedError
    from bcm_formal.views.report import proofs

    allowance = allowance_of(timeout, timeout_each, memory)
    found: list[Proved] = []
    stopped: StoppedError | None = None
    with progress() as tell:
        try:
            chosen = proved(
                *(model, properties or None, out),
                scripts=scripts,
                solvers=solvers_of(solver),
                on=day_of(on),
                allowance=allowance,
                progress=tell,
                writing=WRITING,
                heard=found.append,
            )
            found = list(chosen)
        except StoppedError as stop:
            stopped = stop
    items = [(item.verdict, item.proof, item.seconds) for item in found]
    others = proofs.of_other_values({item.model.name: item.model for item in found}.values())
    show((*proofs.written_findings(items), *told_of_earlier({out / item.model.name for item in found}), *others))
    say(proofs.written_page(items, out, scripts))
    if stopped is not None:
        raise stopped
    raise Exit(proofs.written_code(items))


@click.command("verify-proofs", short_help="Check stored proofs again by another solver.")
@click.argument("paths", nargs=-1, type=PATH, help="Proofs, or folders of them. Default: proofs.")
@solver_option(SolverName.cvc5, "Which solvers prove the obligations.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="So many processes. Default: one a core.")
@click.option(
    "--model", "models", type=PATH, multiple=True, metavar="PATH", help="Look for the policies here. Repeatable."
)
@click.option("--alone", is_flag=True, help="A solver of its own for every obligation.")
@scripts_option
@on_option
@timeout_option
@memory_option
def verify_proofs(
    paths: tuple[Path, ...],
    solver: SolverName,
    jobs: int | None,
    models: tuple[Path, ...],
    alone: bool,
    scripts: Path | None,
    on: str | None,
    timeout: str | None,
    memory: str | None,
) -> None:
    """Check stored proofs again: certificates against models, every obligation by an independent solver."""
    from bcm_formal.api.proving import verify_proofs as verified
    from bcm_formal.cli.terminal import progress, say, show
    from bcm_formal.vault.recheck import BUNDLE, Means
    from bcm_formal.views.report import proofs

    began = time.monotonic()
    allowance = allowance_of(timeout, None, memory).begun()
    means = Means(solvers_of(solver), jobs or os.cpu_count() or 1, 1 if alone else BUNDLE, allowance=allowance)
    with progress() as tell:
        found = verified(
            paths or (Path("proofs"),), means, models=models, scripts=scripts, on=day_of(on), progress=tell
        )
    show((*found.left_out, *proofs.verified_findings(found.rechecked, found.missing)))
    say(proofs.verified_page(found.rechecked, found.missing, found.without, scripts, time.monotonic() - began))
    raise Exit(proofs.verified_code(found.rechecked, found.missing))
