"""A verdict on the original, ready to be tried on mutants.

The obligations of its certificate are built for the mutant as for any policy. Those that say, definitions and all, what
was proved for the original need no second proof: solvers are asked only what the change touches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from bcm_formal.model.model import Property
from bcm_formal.model.sentences import Ctl
from bcm_formal.system.asked import asked_of
from bcm_formal.system.questions import (
    Pairs,
    Path,
    Safety,
    Witness,
)
from bcm_formal.system.state import Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Act, InvariantProof, PathProof, Region, StateSet, Way
from bcm_formal.trust.check import remaining
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.obligations import Obligations
from bcm_formal.trust.solvers import Limits, discharge
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Refused, Verdict

_LIMITS = Limits(z3=200_000, eager=True)
_DECIDED = (Outcome.HOLDS, Outcome.VIOLATED, Outcome.VACUOUS)


class Reference:
    """One verdict on the original and what was proved for it."""

    def __init__(self, system: TransitionSystem, verdict: Verdict) -> None:
        self.verdict = verdict
        self._claim = _claim(verdict)
        self._original = system.model
        self._named = frozenset(_rules_in((verdict.certificate, verdict.somebody)))
        self._proved: frozenset[str] = frozenset()
        work = self._obligations(system, verdict.property, whole=True)
        if isinstance(work, Obligations):
            self._proved = frozenset(work.meanings())

    @property
    def is_decided(self) -> bool:
        """Whether there is a verdict that could change."""
        return self.verdict.outcome in _DECIDED

    def still_holds(self, system: TransitionSystem, item: Property) -> bool:
        """True only if the evidence shows the same outcome for another policy and its property of the same name."""
        work = self._obligations(system, item)
        if not isinstance(work, Obligations):
            return work
        meanings = work.meanings()
        work.items = [item for item, what in zip(work, meanings, strict=True) if what not in self._proved]
        return not work.items or discharge(work, "z3", _LIMITS).first_open is None

    def _obligations(self, system: TransitionSystem, item: Property, *, whole: bool = False) -> Obligations | bool:
        """What is left to be proved; true: nothing, false: the evidence is no evidence there."""
        if self._claim is None or isinstance(item.sentence, Ctl):
            return False
        asked = asked_of(system, item)
        claim, question, vacuity = self._claim, asked.question, asked.vacuity
        if isinstance(question, Safety | Path | Witness | Pairs):
            question = replace(question, system=self._reduced(question.system))
            vacuity = None if vacuity is None else replace(vacuity, system=self._reduced(vacuity.system))
            if not whole and isinstance(claim.certificate, PathProof) and self._is_aside(question.system, item):
                claim = replace(claim, certificate=InvariantProof(claim.certificate.invariant))
                question = Safety(question.system, {})
        work = remaining(claim, question, vacuity)
        return work if isinstance(work, Obligations) else not isinstance(work, Refused)

    def _reduced(self, system: TransitionSystem) -> TransitionSystem:
        """Without the events that are as they were and that the evidence does not name: what they do was proved."""
        model, before = system.model, self._original.event
        events = tuple(e for e in model.events if e.name in self._named or e != before.get(e.name))
        return TransitionSystem(replace(model, events=events)) if len(events) < len(model.events) else system

    def _is_aside(self, system: TransitionSystem, item: Property) -> bool:
        """True iff only events differ that no way of the evidence uses: then only its invariant is to be proved."""
        if item.sentence != self.verdict.property.sentence or system.model.limits != self._original.limits:
            return False
        return all(e == self._original.event.get(e.name) for e in system.model.events if e.name in self._named)


def _rules_in(evidence: object) -> Iterator[str]:
    """The rules that a certificate or a life course names."""
    stack = [evidence]
    while stack:
        node = stack.pop()
        match node:
            case Take(name) | Act(name):
                yield name
            case Trace():
                stack.extend(node.steps)
            case Way():
                stack.append(node.move)
            case Region():
                stack.extend(node.ways)
            case tuple():
                stack.extend(node)
            case _ if is_dataclass(node) and not isinstance(node, StateSet):
                stack.extend(getattr(node, item.name) for item in fields(node))


def _claim(verdict: Verdict) -> Claim | None:
    """What the certificate was accepted for; None: there is none, or it is about a formula."""
    shown = verdict.shown
    if shown is None or isinstance(verdict.property.sentence, Ctl):
        return None
    return Claim(verdict.outcome, shown.certificate, shown.engine, shown.somebody)
