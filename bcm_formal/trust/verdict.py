"""What is shown to people: an outcome and the evidence that was checked for it."""

from __future__ import annotations

from dataclasses import dataclass

from bcm_formal.model.model import Property
from bcm_formal.system.questions import Question
from bcm_formal.trust.certificate import Certificate
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import Trace


@dataclass(frozen=True)
class Verdict:
    """The answer to one property.

    HOLDS, VIOLATED and VACUOUS come with the certificate that the checker accepted for `question`; UNKNOWN and
    ENGINE FAULT come with a reason, the latter also with the evidence that was refused. A CTL formula is shown by a
    question that says the same, or the opposite, by several, or by two engines that agree (then no certificate).
    """

    property: Property
    outcome: Outcome
    question: Question
    certificate: Certificate | None
    engine: str | None
    obligations: int
    """how many were proved"""
    solvers: tuple[str, ...]
    reason: str | None = None
    tried: tuple[tuple[str, str], ...] = ()
    """(engine, why it had no answer) for those asked before"""
    reused: bool = False
    """a stored certificate was accepted again"""
    somebody: Trace | None = None
    """somebody whom the property speaks of, where it could speak of nobody"""
    notes: tuple[str, ...] = ()
    """what the property speaks of and what never comes about: proved, and no reason to call it empty talk"""
    negated: bool = False
    """the certificate shows the opposite outcome of `question`, which asks the opposite"""
    parts: tuple[Verdict, ...] = ()
    """of parts of the formula: together they show it"""
