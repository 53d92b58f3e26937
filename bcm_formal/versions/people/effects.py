"""What a change of the law does to people: one class of persons, one target and one rung each."""

from __future__ import annotations

from dataclasses import field
from enum import Enum

from bcm_formal.model.expressions import Condition
from bcm_formal.model.model import Citation
from bcm_formal.model.sentences import Sentence
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import PairProof
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Shown
from bcm_formal.versions.change import Clause


class Rung(Enum):
    """What is compared between the life that goes on under the old law and that under the new one."""

    ENTITLEMENT = "entitlement"
    """whether the target can be had in no time"""
    OWN_STEPS = "own steps"
    """whether there is a path by the person and the law alone"""
    ROBUST = "robust"
    """whether there is a path although adverse events hit at the worst moments"""
    PATH = "path"
    """whether there is a path at all"""
    TIME = "time"
    """the least time of a path"""
    BURDEN = "burden"
    """which requirements are met on every path"""
    PLACE = "place"
    """where they are after the change, and whether they can get away"""


class What(Enum):
    """What becomes of a class of persons."""

    LOSES = "loses"
    GAINS = "gains"
    LATER = "later"
    SOONER = "sooner"
    MORE = "asked more"
    LESS = "asked less"
    MOVED = "moved"
    STRANDED = "stranded"
    FREED = "freed"
    UNAFFECTED = "unaffected"
    UNDECIDED = "not decided"


@dataclass(frozen=True, slots=True)
class Target:
    """Where people want to get to."""

    name: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Claimed:
    """A sentence about both laws as one model, what the checker accepted, and the same in words."""

    system: TransitionSystem = field(repr=False)
    sentence: Sentence = field(repr=False)
    shown: Shown = field(repr=False)
    says: str


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A requirement, the rules in which it stands, and their sources."""

    condition: Condition
    words: str
    rules: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TwoLives:
    """One person of a class: the life up to the change, and how it goes on under each law; no path: up to the change
    only. All are life courses of both laws as one model, in which the change is an event."""

    before: Trace
    after: Trace
    changes_after: int
    """how many steps both lives have in common"""
    time_before: int | None
    time_after: int | None
    """how many steps of time it takes from the change to the target; None: there is no path"""


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of a class of persons."""

    target: Target
    regime: str
    """the law that the change puts in force for them"""
    rung: Rung
    what: What
    who: Condition | None
    """None: everybody who is in no other class of this target and rung"""
    words: str
    asked: tuple[AskedFor, ...] = ()
    """what they must meet and need not have met, or the other way round"""
    place: str | None = None
    """where they are moved"""
    asking: frozenset[str] = field(default=frozenset(), repr=False)
    """the rules that ask for what is `asked`"""
    setbacks: int = 0
    """how many adverse events may hit"""
    least: int | None = None
    most: int | None = None
    """by how many steps at least and at most"""
    lives: tuple[TwoLives, ...] = ()
    """of the person with the largest effect, and of one with the least if that is another"""
    shown: tuple[Claimed, ...] = ()
    pair: PairProof | None = field(default=None, repr=False)
    """what shows that somebody of them, and so somebody at least, is so affected, where that was looked for: a hint"""
    merged: int = 1
    """how many classes with different effects this is"""
    clauses: tuple[Clause, ...] | None = None
    """a smallest set of clauses that causes it; None: it was not looked for, or not found"""
    note: str | None = None
    """what there is to say of the clauses"""
    undecided: str | None = None
    """why something about it is not decided"""
