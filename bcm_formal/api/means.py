"""By what means a question is to be decided: engines and solvers by their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, did_you_mean
from bcm_formal.trust.solvers import SOLVERS
from bcm_formal.verify.portfolio import ENGINES


def must_be_known_means(engine: str, solvers: Sequence[str]) -> None:
    """Raises `DiagnosticError` (BCM919) for an engine or a solver that there is not, or where no solver is named."""
    engines = ("auto", *ENGINES)
    found = [*_unknown("engine", (engine,), engines), *_unknown("solver", solvers, tuple(SOLVERS))]
    if not solvers:
        found.append(Diagnostic("BCM919", "no solver is named", help=_there_are(tuple(SOLVERS))))
    if found:
        raise DiagnosticError(tuple(found))


def _unknown(kind: str, names: Iterable[str], known: Sequence[str]) -> Iterable[Diagnostic]:
    for name in names:
        if name not in known:
            near = did_you_mean(name, known) if isinstance(name, str) else None
            remedy = f"{near} {_there_are(known)}" if near else _there_are(known)
            yield Diagnostic("BCM919", f"there is no {kind} `{name}`", help=remedy)


def _there_are(known: Sequence[str]) -> str:
    return f"there are {', '.join(f'`{name}`' for name in known)}"
