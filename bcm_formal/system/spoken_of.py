"""What a sentence speaks of: who must be, and what must happen, for its words to say something.

Trusted like the questions: of what is listed here the checker asks for proof. A sentence of whose persons there are
none is VACUOUS, whatever else is true. Of what it only mentions beside them, that it never comes about is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    And,
    Comparison,
    Condition,
    Flag,
    Implies,
    InStatus,
    NamedCondition,
    Not,
    Or,
    Truth,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.sentences import (
    BetterNeverBlocks,
    BetterNeverDelays,
    CanReach,
    Ctl,
    CtlAnd,
    CtlNext,
    CtlNot,
    CtlOr,
    CtlState,
    CtlUntil,
    DoesNotDepend,
    EveryEntering,
    EveryHas,
    EveryLeaving,
    Formula,
    MustReach,
    NoDeadEnds,
    NoneCanReach,
    NoPerson,
    OnlyAfter,
    Sentence,
    SomeCanReach,
    TimeDoesNotDepend,
    TimeFrom,
)
from bcm_formal.records import dataclass
from bcm_formal.system.help import Help
from bcm_formal.system.questions import Pairs, Safety, before_step, entering_now, help_of, per_status, question_of
from bcm_formal.system.transition_system import Move, TransitionSystem

ALREADY_THERE = "everybody it speaks of is there already"
NOBODY_ARRIVES = (
    "nobody ever gets there: it holds only because time stands still for everybody it speaks of, "
    "and a life course on which time stands still for ever does not count (`bcm explain BCM619` says more)"
)
NO_SETBACK = "no adverse event can ever happen, so there is none to withstand"


@dataclass(frozen=True)
class Topic:
    """Something that a sentence speaks of. `absence` asks whether it never comes about: no reachable state is such, or,
    of two persons, no two reachable states differ in the attribute alone."""

    absence: Safety | Pairs
    says: str
    """what to say if it never does, where `{}` stands for the condition"""
    condition: Condition | None = None
    makes_empty: bool = False
    """then the sentence is VACUOUS; at most one topic of a sentence is so"""
    if_it_holds: bool = False
    """to be said only where the sentence holds"""

    def words(self, written: Callable[[Condition], str]) -> str:
        """What to say if it never comes about; `written` says conditions in the words of the language."""
        return self.says if self.condition is None else self.says.replace("{}", f"`{written(self.condition)}`")


def vacuity_of(system: TransitionSystem, sentence: Sentence) -> Safety | None:
    """The question whose *yes* makes the sentence empty talk, where it speaks of single persons."""
    empty = (topic.absence for topic in spoken_of(system, sentence) if topic.makes_empty)
    return next((absence for absence in empty if isinstance(absence, Safety)), None)


def spoken_of(system: TransitionSystem, sentence: Sentence) -> tuple[Topic, ...]:
    """All that the sentence speaks of and that could never come about."""
    match sentence:
        case NoPerson() | NoDeadEnds():
            return ()  # that nobody is so is what they say
        case EveryHas(condition, conclusion):
            return tuple(_persons(system, conjunction((condition, *premises_of(conclusion)))))
        case EveryEntering(_, conclusion) | EveryLeaving(_, conclusion):
            steps = before_step(system, sentence, conjunction(premises_of(conclusion)))
            does = "enters" if isinstance(sentence, EveryEntering) else "leaves"
            return (Topic(Safety(system, steps), f"nobody ever {does} it like this", makes_empty=True),)
        case CanReach(condition, target, _, _, despite):
            setback = _never(system, (move for move in system.moves if move.adverse))
            setbacks = () if despite is None else (Topic(setback, NO_SETBACK),)
            helpers = _by(system, help_of(sentence))
            return (*_persons(system, condition), *_going(system, condition, target), *helpers, *setbacks)
        case MustReach(condition, target):
            arrives = Topic(Safety(system, per_status(system, target)), NOBODY_ARRIVES, if_it_holds=True)
            return (*_persons(system, condition), *_going(system, condition, target), arrives)
        case SomeCanReach(condition) | NoneCanReach(condition):
            return (*_persons(system, condition), *_by(system, help_of(sentence)))
        case OnlyAfter(target, _):
            return tuple(_persons(system, target))
        case TimeFrom(origin):
            marked, begins = entering_now(system, origin)
            nobody = Safety(marked, per_status(marked, begins))
            return (Topic(nobody, "nobody ever enters {}, or begins there", origin, makes_empty=True),)
        case BetterNeverBlocks() | DoesNotDepend() | BetterNeverDelays() | TimeDoesNotDepend():
            question = question_of(system, sentence)
            assert isinstance(question, Pairs)
            such = "" if question.among is None else "such "
            says = f"no two {such}persons ever differ in `{question.attribute}` alone"
            return (Topic(question, says, makes_empty=True),)
        case Ctl(formula):
            return tuple(_of_formula(system, formula))
        case _:
            assert_never(sentence)


def premises_of(conclusion: Condition) -> tuple[Condition, ...]:
    """What a conclusion asks before it says anything: `a` and `b` of `a implies b implies c`."""
    match conclusion:
        case NamedCondition(_, body):
            return premises_of(body)
        case Implies(premise, rest):
            return (premise, *premises_of(rest))
        case Truth() | Flag() | InStatus() | Comparison() | Not() | And() | Or():
            return ()
        case _:
            assert_never(conclusion)


def _persons(system: TransitionSystem, condition: Condition) -> Iterator[Topic]:
    if condition != TRUE:  # there is always somebody
        nobody = Safety(system, per_status(system, condition))
        yield Topic(nobody, "nobody ever meets {}", condition, makes_empty=True)


def _going(system: TransitionSystem, condition: Condition, target: Condition) -> Iterator[Topic]:
    away = per_status(system, conjunction((condition, negation(target))))
    yield Topic(Safety(system, away), ALREADY_THERE, if_it_holds=True)


def _by(system: TransitionSystem, help: Help) -> Iterator[Topic]:
    """For each actor who is named that some move of theirs counts."""
    for actor in help.actors or ():
        theirs = [move for move in system.counting(help) if move.actor == actor]
        yield Topic(_never(system, theirs), f"no move of `{actor}` that counts is ever possible")


def _never(system: TransitionSystem, moves: Iterable[Move]) -> Safety:
    """That none of the moves is ever possible."""
    guards: dict[str, list[Condition]] = {}
    for move in moves:
        guards.setdefault(move.source, []).append(move.guard)
    where = {status: disjunction(guards[status]) for status in system.statuses if status in guards}
    return Safety(system, {status: condition for status, condition in where.items() if condition != FALSE})


# --- formulas ---


def _of_formula(system: TransitionSystem, formula: Formula) -> Iterator[Topic]:
    """`AG (a implies …)` speaks of the states with `a`; other implications in a formula are only mentioned."""
    persons: tuple[Condition, ...] = ()
    match formula:
        case CtlUntil(True, True, inner, CtlState(right)) if right == FALSE:
            persons, formula = _premises(inner)
    if persons:
        yield from _persons(system, conjunction(persons))
    for premise in dict.fromkeys(_mentioned(formula)):
        says = "nobody ever meets {}, so what it implies says nothing"
        yield Topic(Safety(system, per_status(system, premise)), says, premise)


def _premises(formula: Formula) -> tuple[tuple[Condition, ...], Formula]:
    """The conditions of a chain of implications, and what remains."""
    match formula:
        case CtlState(condition):
            return premises_of(condition), CtlState(TRUE)
        case CtlOr((CtlNot(CtlState(premise)), rest)):
            more, last = _premises(rest)
            return (premise, *more), last
        case CtlNot() | CtlAnd() | CtlOr() | CtlNext() | CtlUntil():
            return (), formula
        case _:
            assert_never(formula)


def _mentioned(formula: Formula) -> Iterator[Condition]:
    match formula:
        case CtlState(condition):
            yield from premises_of(condition)
        case CtlOr((CtlNot(CtlState(premise)), rest)):
            yield premise
            yield from _mentioned(rest)
        case CtlNot(inner) | CtlNext(_, inner):
            yield from _mentioned(inner)
        case CtlAnd(parts) | CtlOr(parts):
            for part in parts:
                yield from _mentioned(part)
        case CtlUntil(_, _, left, right):
            yield from _mentioned(left)
            yield from _mentioned(right)
        case _:
            assert_never(formula)
