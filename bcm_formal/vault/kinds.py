"""The kinds of certificate by the names they have in files, and what each is made of.

What a kind is made of is read off its dataclass: sets of states, regions, traces, numbers, and sequences of these. So a
new kind is one line in `KINDS`; a new sort of part is one branch in the writer and one in the reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import get_type_hints

from bcm_formal.trust import certificate as c
from bcm_formal.trust.certificate import Certificate
from bcm_formal.vault.outline import UnreadableCertificateError

KINDS: Mapping[str, type[Certificate]] = {
    "invariant": c.InvariantProof,
    "paths": c.PathProof,
    "trace": c.TraceProof,
    "trap": c.TrapProof,
    "separation": c.SeparationProof,
    "pursuit": c.PursuitProof,
    "lasso": c.LassoProof,
    "strategy": c.StrategyProof,
    "setbacks": c.SetbackProof,
    "comparison": c.ComparisonProof,
    "pair": c.PairProof,
}


def kind_of(certificate: Certificate) -> str:
    """The name of its kind."""
    return next(name for name, kind in KINDS.items() if kind is type(certificate))


def kind_named(name: str) -> type[Certificate]:
    """The kind of a name. Raises `UnreadableCertificateError` if there is none."""
    if name not in KINDS:
        raise UnreadableCertificateError(f"`{name[:40]}` is no kind of evidence")
    return KINDS[name]


def parts_of(kind: type[Certificate]) -> Mapping[str, object]:
    """The parts of a kind in order: name → type."""
    hints = get_type_hints(kind)
    return {item.name: hints[item.name] for item in fields(kind)}


def singular(name: str) -> str:
    """What one of several is called: `layers` → `layer`."""
    return name.removesuffix("s")
