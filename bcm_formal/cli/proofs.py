"""The commands `bcm prove` and `bcm verify-proofs`."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import typer

from bcm_formal.cli.options import (
    Memory,
    ModelFile,
    On,
    SolverName,
    Timeout,
    TimeoutEach,
    allowance_of,
    day_of,
    solvers_of,
)


def prove(
    model: ModelFile,
    properties: Annotated[
        list[str] | None, typer.Option("--property", metavar="NAME", help="Only this property. Repeatable.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where proofs are kept.")] = Path("proofs"),
    scripts: Annotated[
        Path | None, typer.Option("--scripts", metavar="DIR", help="Write SMT-LIB scripts for any solver there.")
    ] = None,
    solver: Annotated[SolverName, typer.Option(help="Which solvers prove the evidence again.")] = SolverName.z3,
    on: On = None,
    timeout: Timeout = None,
    timeout_each: TimeoutEach = None,
    memory: Memory = None,
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
                *(model, properties, out),
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
    show((*proofs.written_findings(items), *told_of_earlier({out / item.model.name for item in found})))
    say(proofs.written_page(items, out, scripts))
    if stopped is not None:
        raise stopped
    raise typer.Exit(proofs.written_code(items))


def verify_proofs(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATHS", help="Proofs, or folders of them. Default: proofs.")
    ] = None,
    solver: Annotated[SolverName, typer.Option(help="Which solvers prove the obligations.")] = SolverName.cvc5,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", min=1, help="So many processes. Default: one a core.")
    ] = None,
    models: Annotated[
        list[Path] | None, typer.Option("--model", metavar="PATH", help="Look for the policies here. Repeatable.")
    ] = None,
    alone: Annotated[bool, typer.Option("--alone", help="A solver of its own for every obligation.")] = False,
    scripts: Annotated[
        Path | None, typer.Option("--scripts", metavar="DIR", help="Write SMT-LIB scripts for any solver there.")
    ] = None,
    on: On = None,
    timeout: Timeout = None,
    memory: Memory = None,
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
            paths or [Path("proofs")], means, models=models or (), scripts=scripts, on=day_of(on), progress=tell
        )
    show((*found.left_out, *proofs.verified_findings(found.rechecked, found.missing)))
    say(proofs.verified_page(found.rechecked, found.missing, found.without, scripts, time.monotonic() - began))
    raise typer.Exit(proofs.verified_code(found.rechecked, found.missing))
