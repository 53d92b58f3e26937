"""What a picture brings out: the statuses and moves of a life course, or of the lives that a proof is told by."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bcm_formal.answers.answer import Answer
from bcm_formal.answers.explanation import Explanation
from bcm_formal.answers.failures import ToldFailure
from bcm_formal.answers.life_in_words import LifeInWords
from bcm_formal.answers.misses import missing
from bcm_formal.answers.phrases import listed, span_of_time
from bcm_formal.model.model import ExpectPossible, Happen, Model
from bcm_formal.records import dataclass
from bcm_formal.system.state import OBSERVER, Delay, Expire, Take, single_steps, time_of
from bcm_formal.trust.certificate import (
    Act,
    ComparisonProof,
    InvariantProof,
    LassoProof,
    PairProof,
    PathProof,
    PursuitProof,
    Region,
    SeparationProof,
    SetbackProof,
    StrategyProof,
    TraceProof,
    TrapProof,
    WaitFor,
)
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Fault, Unknown
from bcm_formal.vetting.results import ScenarioResult
from bcm_formal.views.diagram.graph import LONGEST

_LETTERS = "ABCDEFGH"
"""of pathways; further ones are brought out without a letter"""


@dataclass(frozen=True, slots=True)
class MarkedMove:
    """A rule as it acts in one status; `step` is its number in a life course, None in a pathway."""

    rule: str
    status: str
    step: int | None = None
    ways: tuple[str, ...] = ()
    """the letters of the pathways that it is on, where there are several"""
    waited: int = 0
    """how much time passes between the change of status before it and this one, in steps of the model's unit"""


@dataclass(frozen=True, slots=True)
class MarkedWait:
    """Time that passes in a status, in steps of the model's unit."""

    status: str
    length: int
    step: int | str
    """its number in a life course, or the letter of its pathway"""


@dataclass(frozen=True, slots=True)
class Closed:
    """An exit that is closed where the person is, and what is missing."""

    rule: str
    status: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Highlight:
    """Statuses and moves to bring out; all else steps back."""

    statuses: tuple[str, ...] = ()
    moves: tuple[MarkedMove, ...] = ()
    waits: tuple[MarkedWait, ...] = ()
    ways: tuple[tuple[str, str], ...] = ()
    """the letters of pathways, and for whom each is"""
    closed: tuple[Closed, ...] = ()

    def steps_of(self, rule: str, statuses: tuple[str, ...]) -> tuple[int | str, ...]:
        """The numbers of the steps at which a rule acts in one of the statuses, or the letters of its pathways."""
        moves = self._moves(rule, statuses)
        return (*(move.step for move in moves if move.step is not None), *self.ways_of(rule, statuses))

    def ways_of(self, rule: str, statuses: tuple[str, ...]) -> tuple[str, ...]:
        """The letters of the pathways on which a rule acts in one of the statuses."""
        return tuple(sorted({way for move in self._moves(rule, statuses) for way in move.ways}))

    def waited(self, rule: str, statuses: tuple[str, ...]) -> int:
        """How long the wait before the rule is, from 0 to `LONGEST`, which is the longest that is brought out."""
        longest = max((move.waited for move in self.moves), default=0)
        here = max((move.waited for move in self._moves(rule, statuses)), default=0)
        return -(-here * LONGEST // longest) if longest else 0

    def missing(self, rule: str, statuses: tuple[str, ...]) -> tuple[str, ...]:
        """What is missing where the rule is closed; nothing: it is not brought out as closed."""
        found = (item for item in self.closed if item.rule == rule and item.status in statuses)
        return tuple(words for item in found for words in item.missing)

    def has(self, rule: str, status: str) -> bool:
        return bool(self._moves(rule, (status,)) or self.missing(rule, (status,)))

    def _moves(self, rule: str, statuses: tuple[str, ...]) -> list[MarkedMove]:
        return [move for move in self.moves if move.rule == rule and move.status in statuses]


def highlight_from(answer: Answer) -> Highlight | None:
    """What is told about a verdict's evidence: its life course, step by step, or the lives of its pathways. Steps are
    numbered where there is one life alone.

    None where the evidence names neither: an invariant, or none that was accepted.
    """
    verdict = answer.verdict
    if isinstance(verdict, Unknown | Fault) or verdict.certificate is None:
        return None
    model = verdict.question.system.model
    match verdict.certificate:
        case TraceProof() | TrapProof() | LassoProof() | SetbackProof():
            policy = verdict.question.system.policy
            found = None if answer.trace is None else highlight_from_trace(policy, answer.trace)
            return None if found is None else replace(found, closed=_closed(answer.explanation))
        case PairProof(_, _, trace, _):
            return highlight_from_trace(model, trace)
        case PathProof() | StrategyProof():
            return _lives(model, answer.pathways.different)
        case ComparisonProof(_, regions, _):
            return _ways(model, regions)
        case InvariantProof() | SeparationProof() | PursuitProof():
            return None
        case _:
            assert_never(verdict.certificate)


def highlight_from_trace(model: Model, trace: Trace) -> Highlight:
    """The life course of a trace. Steps are numbered from 1, those that are repeated once;
    the observer's own steps are not counted."""
    status = trace.start.status
    statuses = [status]
    moves: list[MarkedMove] = []
    waits: list[MarkedWait] = []
    step = waited = 0
    for taken in single_steps(trace.steps):
        before = status
        match taken:
            case Delay(length):
                step += 1
                waited += length
                waits.append(MarkedWait(status, length, step))
            case Take(name, _):
                if model.event[name].actor == OBSERVER:
                    continue
                step += 1
                moves.append(MarkedMove(name, status, step, waited=waited))
                status = model.event[name].target or status
            case Expire(name):
                step += 1
                moves.append(MarkedMove(name, status, step, waited=waited))
                status = model.limit[name].target
            case _:
                assert_never(taken)
        waited = waited if status == before else 0
        statuses.append(status)
    return Highlight(tuple(dict.fromkeys(statuses)), tuple(moves), tuple(waits))


def highlight_from_scenario(model: Model, result: ScenarioResult, told: ToldFailure | None, trace: Trace) -> Highlight:
    """The life of a scenario, and, where a line fails because a rule is not possible, what that asks."""
    found = highlight_from_trace(model, trace)
    step = result.failure.step if result.failure else None
    if told is None or not isinstance(step, Happen | ExpectPossible):
        return found
    words = tuple(missing(miss) for miss in told.violation.misses)
    return replace(found, closed=(Closed(step.name, told.story.last.status, words),) if words else ())


def _closed(explanation: Explanation | None) -> tuple[Closed, ...]:
    """The closed exits where the person is, with what is missing at each."""
    return tuple(
        Closed(way.rule, place.status, tuple(missing(miss) for item in way.blocked for miss in item.misses))
        for place in (explanation.places if explanation else ())
        if place.here
        for way in place.exits
        if way.blocked and not way.not_counted and not way.also_asked
    )


def _lives(model: Model, lives: tuple[LifeInWords, ...]) -> Highlight | None:
    """Each life from the moment the property speaks of, with a letter where there are several; None: there is none."""
    found = [highlight_from_trace(model, Trace(told.life.now, told.life.onward)) for told in lives]
    if len(found) < 2:
        return found[0] if found else None
    letters = [*_LETTERS, *[""] * len(found)][: len(found)]
    moves: dict[tuple[str, str], MarkedMove] = {}
    for letter, one in zip(letters, found, strict=True):
        for move in one.moves:
            key = move.rule, move.status
            known = moves.get(key, MarkedMove(*key))
            ways = tuple(dict.fromkeys((*known.ways, *([letter] if letter else []))))
            moves[key] = MarkedMove(*key, None, ways, max(known.waited, move.waited))
    waits = (
        MarkedWait(status, sum(wait.length for wait in one.waits if wait.status == status), letter)
        for letter, one in zip(letters, found, strict=True)
        for status in (dict.fromkeys(wait.status for wait in one.waits) if letter else ())
    )
    statuses = dict.fromkeys(status for one in found for status in one.statuses)
    ways = tuple((letter, _who(model, told)) for letter, told in zip(letters, lives, strict=True) if letter)
    return Highlight(tuple(statuses), tuple(moves.values()), tuple(waits), ways)


def _who(model: Model, told: LifeInWords) -> str:
    """`Guest with trade food: 5 years`."""
    who = f" with {listed(told.who)}" if told.who else ""
    takes = time_of(told.life.onward)
    return f"{told.status}{who}{f': {span_of_time(model, takes)}' if takes else ''}"


def _ways(model: Model, regions: tuple[Region, ...]) -> Highlight:
    statuses: dict[str, None] = {}
    moves: dict[MarkedMove, None] = {}
    for region in regions:
        statuses[region.status] = None
        for way in region.ways:
            match way.move:
                case Act(name, _):
                    moves[MarkedMove(name, region.status)] = None
                    rule = model.event.get(name) or model.limit[name]
                    statuses[rule.target or region.status] = None
                case WaitFor():
                    pass
                case _:
                    assert_never(way.move)
    return Highlight(tuple(statuses), tuple(moves))
