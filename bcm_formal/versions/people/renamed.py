"""Life courses of one bridge told in the names of another: of the same change without some of its clauses."""

from __future__ import annotations

from dataclasses import replace

from bcm_formal.system.state import Delay, Expire, Part, Repeat, Step, Take
from bcm_formal.trust.certificate import PairProof
from bcm_formal.trust.trace import Trace
from bcm_formal.versions.bridging import Bridge


def renamed(proof: PairProof, one: Bridge, other: Bridge) -> PairProof:
    """The evidence about one bridge, for another with the same attributes and clocks. Where a rule has no version there
    that is law wherever it is law here, its name stays as it is."""
    names = _names(one, other)
    return replace(proof, trace=_trace(proof.trace, names), twin=_trace(proof.twin, names))


def _names(one: Bridge, other: Bridge) -> dict[str, str]:
    versions: dict[str, list[str]] = {}
    for name, version in other.versions.items():
        versions.setdefault(version.rule, []).append(name)
    found: dict[str, str] = {}
    for name, version in one.versions.items():
        for own in versions.get(version.rule, ()):
            if set(version.regimes) <= set(other.versions[own].regimes):
                found[name] = own
    return found


def _trace(trace: Trace, names: dict[str, str]) -> Trace:
    return Trace(trace.start, tuple(_part(part, names) for part in trace.steps))


def _part(part: Part, names: dict[str, str]) -> Part:
    if isinstance(part, Repeat):
        return Repeat(tuple(_step(step, names) for step in part.steps), part.times)
    return _step(part, names)


def _step(step: Step, names: dict[str, str]) -> Step:
    match step:
        case Delay():
            return step
        case Take(event):
            return replace(step, event=names.get(event, event))
        case Expire(limit):
            return Expire(names.get(limit, limit))
