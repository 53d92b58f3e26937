"""`within` violated: the quickest way to the goal, how long it takes, and by how much that is too long."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bcm_formal.answers.goals import set_title
from bcm_formal.answers.life import Life, lived
from bcm_formal.answers.phrases import span_of_time
from bcm_formal.answers.quickest import NotFound, NoWay, Quickest, Sought, quickest_from, quickest_of_all
from bcm_formal.answers.relevance import Names, Relevance, names_in
from bcm_formal.answers.story import Moment, moments_between, story_of
from bcm_formal.model.durations import unit_of_bound
from bcm_formal.model.expressions import Condition
from bcm_formal.model.sentences import CanReach, SomeCanReach, TimeFrom
from bcm_formal.records import dataclass
from bcm_formal.system.derived.recipe import recipe_of
from bcm_formal.system.questions import Path, Witness, help_of, per_status
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Parts, State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import SeparationProof, TrapProof
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.trust.verdict import Answered


@dataclass(frozen=True, slots=True)
class TooLate:
    """Why a goal is not reached in time although a way there may be open.

    `life`: the quickest way that was found, from the start of a life; its time counts from where the life `begins`.
    None: none was found, and `says` tells why.
    """

    goal: str
    says: str
    moments: tuple[Moment, ...] = ()
    """the quickest way: of a person whose life was told before, from where that ends"""
    life: Life | None = None
    time: int | None = None
    """how long it takes, with what has passed before"""
    is_quickest: bool = False
    """no way takes less"""
    reads: Names = frozenset()
    """what the rules on that way read"""


def lateness_of(verdict: Answered) -> TooLate | None:
    """The quickest way of the person whose life breaks a property, or of anybody.

    None: there is no way at all, or the property gives no time.
    """
    question, sentence = verdict.question, verdict.property.sentence
    if not isinstance(question, Path | Witness) or not isinstance(sentence, CanReach | SomeCanReach | TimeFrom):
        return None
    within = sentence.bound if isinstance(sentence, TimeFrom) else sentence.within
    if within is None:
        return None
    system = recipe_of(question.system).base
    teller = _Teller(system, sentence.target, within, unit=unit_of_bound(verdict.property.text))
    match verdict.certificate:
        case TrapProof(trace, _):
            life = lived(question.system, trace)
            if life is None:
                return None
            person = replay(Interpreter(system.model), life.trace)[-1]
            return teller.tell(quickest_from(system, person, sentence.target, question.help), life.trace)
        case SeparationProof() if isinstance(sentence, SomeCanReach):
            return teller.tell(quickest_of_all(system, sentence), None)
        case _:
            return None


def lateness_after(system: TransitionSystem, trace: Trace, elapsed: int, sentence: CanReach) -> TooLate | None:
    """The quickest way of the person at the end of a life.

    `elapsed`: how much of the time is used up already. None: there is no way at all, or the sentence gives no time.
    """
    if sentence.within is None:
        return None
    person = replay(Interpreter(system.model), trace)[-1]
    sought = quickest_from(system, person, sentence.target, help_of(sentence))
    return _Teller(system, sentence.target, sentence.within, elapsed).tell(sought, trace)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells ways to a target that must be met within so much time, of which some has passed."""

    system: TransitionSystem
    target: Condition
    within: int
    elapsed: int = 0
    unit: str | None = None
    """in which the sentence gives its time, where that is known"""

    def tell(self, sought: Sought, trace: Trace | None) -> TooLate | None:
        """In words. `trace` leads to the person; None: the way is that of somebody who was found with it."""
        match sought:
            case NoWay():
                return None
            case NotFound(reason):
                later = f"whether {self.goal} can be reached later was not found out: {reason}"
                return TooLate(self.goal, f"{self.goal} cannot be reached within {self._span(self.within)}; {later}")
            case Quickest(before, onward, is_exact):
                begun = before or trace
                assert begun is not None, "the person is given, or comes with the way"
                whole = Trace(begun.start, (*begun.steps, *onward))
                life = Life(whole, len(begun.steps))
                says = self._says(sought, of_all=trace is None)
                moments = self._moments(life, onward) if trace else self._whole(life)
                reads = self._reads(life, onward)
                return TooLate(self.goal, says, moments, life, self._total(sought), is_exact, reads)
            case _:
                assert_never(sought)

    @property
    def goal(self) -> str:
        """The target in words."""
        return set_title(self.system.model, per_status(self.system, self.target))

    def _moments(self, life: Life, onward: Parts) -> tuple[Moment, ...]:
        states = self._along(life, onward)
        moments = moments_between(self.system.model, states, onward)
        return tuple(item if item.elapsed else replace(item, when="at once") for item in moments)

    def _reads(self, life: Life, onward: Parts) -> Names:
        relevance = Relevance(Interpreter(self.system.model))
        return relevance.on_the_way(self._along(life, onward), onward, names_in(self.target))

    def _along(self, life: Life, onward: Parts) -> tuple[State, ...]:
        """The states of the way."""
        return replay(Interpreter(self.system.model), life.trace)[len(life.trace.steps) - len(onward) :]

    def _whole(self, life: Life) -> tuple[Moment, ...]:
        return story_of(self.system.model, life.trace, life.begins, asked=names_in(self.target)).moments

    def _says(self, found: Quickest, *, of_all: bool) -> str:
        over, allowed = self._span(self._total(found) - self.within), self._span(self.within)
        way = "the quickest way" if found.is_exact else "a way"
        who = " of anybody" if of_all else ""
        used = f" after the {self._span(self.elapsed)} that have passed" if self.elapsed else ""
        says = f"{way}{who} to {self.goal} takes {self._span(found.time)}{used}, {over} more than the {allowed} allowed"
        return says if found.is_exact else f"{says}; whether there is a quicker one was not found out"

    def _total(self, found: Quickest) -> int:
        return self.elapsed + found.time

    def _span(self, steps: int) -> str:
        """In the unit of the time that is allowed."""
        return span_of_time(self.system.model, steps, self.unit or self.system.model.durations.get(self.within))
