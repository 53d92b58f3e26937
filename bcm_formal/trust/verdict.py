"""What is shown to people: the answer to a property and the evidence that was accepted for it.

Pure data, made by `trust.check` and `trust.formulas` and nowhere else. There is a class for each outcome, so that none
can be without what it needs: HOLDS, VIOLATED and VACUOUS not without evidence, UNKNOWN not with any.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, assert_never

from bcm_formal.model.model import Property
from bcm_formal.records import dataclass
from bcm_formal.system.asked import Asked
from bcm_formal.system.questions import Question
from bcm_formal.trust.certificate import Certificate
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.trace import Trace

if TYPE_CHECKING:
    from bcm_formal.system.ctl.rewritten import Opposite, Rewritten


@dataclass(frozen=True)
class Shown:
    """The answer to one question, and the certificate that the checker accepted for it.

    HOLDS: yes; VIOLATED: no; VACUOUS, of a question about two states: there are no such two.
    """

    question: Question
    outcome: Outcome
    certificate: Certificate
    engine: str
    """the engine that found it"""
    obligations: int
    """how many were proved, by each of the solvers"""
    solvers: tuple[str, ...]
    somebody: Trace | None = None
    """a life course to a state that the question speaks of, where the answer would be the same if there were none"""
    remembered: int = 0
    """of how many obligations a proof was remembered from an earlier run; all others were proved in this one"""


@dataclass(frozen=True, slots=True)
class Refused:
    """The evidence of a claim does not show its answer to the question. `undecided`: a solver gave up, so it is not
    shown to be wrong."""

    claim: Claim
    question: Question
    reason: str
    undecided: bool = False


# --- how formulas are shown ---


@dataclass(frozen=True)
class Together:
    """All parts of a formula hold, or all are violated; so it is with the formula."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Computed:
    """Shown by answers to questions about the formula as it was rewritten. `lemmas`: that the conditions which stand in
    it for inner parts, if any do, are right."""

    by: Rewritten
    rest: Shown | Together
    lemmas: tuple[Part, ...]


@dataclass(frozen=True)
class OppositeEverywhere:
    """Every start satisfies the opposite of the formula, and there is a start."""

    by: Opposite
    opposite: Shown | Together
    start: Shown


@dataclass(frozen=True)
class Agreement:
    """Engines that share nothing but the model say the same. No certificate kind shows the formula."""

    engines: tuple[str, ...]


Evidence: TypeAlias = Shown | Together | Computed | OppositeEverywhere | Agreement
"""what shows an answer; of a formula the last three, of a part of one the first two"""


def certified(evidence: Evidence) -> Shown | None:
    """The one certificate that shows the answer, where it is one."""
    match evidence:
        case Shown():
            return evidence
        case Computed(_, inner) | OppositeEverywhere(_, inner):
            return inner if isinstance(inner, Shown) else None
        case Together() | Agreement():
            return None
        case _:
            assert_never(evidence)


def parts_of(evidence: Evidence) -> tuple[Part, ...]:
    """The parts of a formula that were shown on their own."""
    match evidence:
        case Together(parts):
            return parts
        case Computed(_, inner, lemmas):
            return (*lemmas, *parts_of(inner))
        case OppositeEverywhere(_, inner):
            return parts_of(inner)
        case Shown() | Agreement():
            return ()
        case _:
            assert_never(evidence)


def _certificates(evidence: Evidence) -> Iterator[Shown]:
    """Those that show the answer, lemmas apart."""
    match evidence:
        case Shown():
            yield evidence
        case Together(parts):
            for part in parts:
                yield from _certificates(part.evidence)
        case Computed(_, inner) | OppositeEverywhere(_, inner):
            yield from _certificates(inner)
        case Agreement():
            return
        case _:
            assert_never(evidence)


def all_shown(evidence: Evidence) -> Iterator[Shown]:
    """Every answer to a question that the evidence rests on, lemmas among them."""
    yield from _certificates(evidence)
    match evidence:
        case Computed(_, _, lemmas):
            for lemma in lemmas:
                yield from _certificates(lemma.evidence)
        case OppositeEverywhere(_, _, start):
            yield start
        case Shown() | Together() | Agreement():
            return
        case _:
            assert_never(evidence)


# --- what was decided ---


class _OfProperty:
    asked: Asked

    @property
    def property(self) -> Property:
        """The property that was asked about."""
        return self.asked.property


class _WithEvidence(_OfProperty):
    """What can be read off all that have evidence."""

    evidence: Evidence
    reason: ClassVar[None] = None

    @property
    def shown(self) -> Shown | None:
        """The one certificate that shows the answer, with its question; None: there are several, or there is none."""
        return certified(self.evidence)

    @property
    def question(self) -> Question:
        """What the certificate answers; what the property asks, where there is not one."""
        return self.asked.question if self.shown is None else self.shown.question

    @property
    def certificate(self) -> Certificate | None:
        return None if self.shown is None else self.shown.certificate

    @property
    def somebody(self) -> Trace | None:
        """A life course to a state that the property speaks of, where it could speak of none."""
        return None if self.shown is None else self.shown.somebody

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of a formula that were shown on their own."""
        return parts_of(self.evidence)

    @property
    def engine(self) -> str:
        """The engine that found the evidence."""
        if isinstance(self.evidence, Agreement):
            return " + ".join(self.evidence.engines)
        return ", ".join(dict.fromkeys(item.engine for item in _certificates(self.evidence)))

    @property
    def obligations(self) -> int:
        """How many were proved for the answer itself, apart from lemmas."""
        return sum(item.obligations for item in _certificates(self.evidence))

    @property
    def remembered(self) -> int:
        """Of how many of them a proof was remembered from an earlier run."""
        return sum(item.remembered for item in _certificates(self.evidence))

    @property
    def solvers(self) -> tuple[str, ...]:
        """The solvers that proved them, each all of them."""
        return tuple(dict.fromkeys(name for item in _certificates(self.evidence) for name in item.solvers))


@dataclass(frozen=True)
class Holds(_WithEvidence):
    """It is as the property says. `subject`: of a formula that could speak of no state, that it speaks of one."""

    asked: Asked
    evidence: Evidence
    subject: Shown | None = None

    @property
    def outcome(self) -> Literal[Outcome.HOLDS]:
        return Outcome.HOLDS

    @property
    def negated(self) -> bool:
        """True iff the opposite was refuted."""
        return self.shown is not None and self.shown.outcome is not Outcome.HOLDS


@dataclass(frozen=True)
class Violated(_WithEvidence):
    """It is not as the property says."""

    asked: Asked
    evidence: Evidence

    @property
    def outcome(self) -> Literal[Outcome.VIOLATED]:
        return Outcome.VIOLATED

    @property
    def negated(self) -> bool:
        """True iff the opposite was shown."""
        if self.shown is None:
            return isinstance(self.evidence, OppositeEverywhere)
        return self.shown.outcome is not Outcome.VIOLATED


@dataclass(frozen=True)
class Part(_WithEvidence):
    """A part of a formula, or a lemma about one, which is true at every start or is not."""

    asked: Asked
    holds: bool
    evidence: Shown | Together

    @property
    def outcome(self) -> Literal[Outcome.HOLDS, Outcome.VIOLATED]:
        return Outcome.HOLDS if self.holds else Outcome.VIOLATED

    @property
    def negated(self) -> bool:
        """True iff the opposite was shown or refuted."""
        return self.shown is not None and self.shown.outcome is not self.outcome


@dataclass(frozen=True)
class Vacuous(_WithEvidence):
    """No reachable state is one that the property speaks of."""

    asked: Asked
    evidence: Shown
    negated: ClassVar[bool] = False

    @property
    def outcome(self) -> Literal[Outcome.VACUOUS]:
        return Outcome.VACUOUS


class _WithoutEvidence:
    shown: ClassVar[None] = None
    somebody: ClassVar[None] = None
    parts: ClassVar[tuple[Part, ...]] = ()
    negated: ClassVar[bool] = False
    obligations: ClassVar[int] = 0
    remembered: ClassVar[int] = 0
    solvers: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True)
class Unknown(_WithoutEvidence):
    """The property was not decided."""

    property: Property
    reason: str
    certificate: ClassVar[None] = None
    engine: ClassVar[None] = None
    outcome: ClassVar[Literal[Outcome.UNKNOWN]] = Outcome.UNKNOWN


@dataclass(frozen=True)
class Disagreement:
    """What each of several engines says, and not all of them can be right."""

    says: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Fault(_WithoutEvidence, _OfProperty):
    """An engine made a mistake: its evidence was refused, or another engine says the opposite."""

    asked: Asked
    mistake: Refused | Disagreement

    @property
    def outcome(self) -> Literal[Outcome.ENGINE_FAULT]:
        return Outcome.ENGINE_FAULT

    @property
    def question(self) -> Question:
        """What the engine was asked."""
        return self.mistake.question if isinstance(self.mistake, Refused) else self.asked.question

    @property
    def certificate(self) -> Certificate | None:
        """The evidence that was refused."""
        return self.mistake.claim.certificate if isinstance(self.mistake, Refused) else None

    @property
    def engine(self) -> str:
        """Whose mistake it is."""
        match self.mistake:
            case Refused(claim):
                return claim.engine
            case Disagreement(says):
                return " + ".join(name for name, _ in says)
            case _:
                assert_never(self.mistake)

    @property
    def reason(self) -> str:
        """In words."""
        match self.mistake:
            case Refused(claim, _, why):
                return f"claims {claim.outcome.value}, but {why}"
            case Disagreement(says):
                words = (f"{name} says {(Outcome.HOLDS if yes else Outcome.VIOLATED).value}" for name, yes in says)
                return f"two engines disagree: {', '.join(words)}"
            case _:
                assert_never(self.mistake)


Answered: TypeAlias = Holds | Violated | Vacuous | Part
"""what there is evidence for"""
Verdict: TypeAlias = Holds | Violated | Vacuous | Unknown | Fault
"""what is said of one property"""
