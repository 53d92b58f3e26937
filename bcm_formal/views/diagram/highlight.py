"""What a picture brings out: the statuses and moves of a life course, or of the lives that a proof is told by."""

from __future__ import annotations

from typing import assert_never

from bcm_formal.answers.answer import Answer
from bcm_formal.answers.lives import Life
from bcm_formal.model.model import Model
from bcm_formal.records import dataclass
from bcm_formal.system.state import OBSERVER, Delay, Expire, Take, single_steps
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


@dataclass(frozen=True, slots=True)
class MarkedMove:
    """A rule as it acts in one status; `step` is its number in a life course, None in a pathway."""

    rule: str
    status: str
    step: int | None = None


@dataclass(frozen=True, slots=True)
class MarkedWait:
    """Time that passes in a status, in steps of the model's unit."""

    status: str
    length: int
    step: int


@dataclass(frozen=True, slots=True)
class Highlight:
    """Statuses and moves to bring out; all else steps back."""

    statuses: tuple[str, ...] = ()
    moves: tuple[MarkedMove, ...] = ()
    waits: tuple[MarkedWait, ...] = ()

    def steps_of(self, rule: str, statuses: tuple[str, ...]) -> tuple[int, ...]:
        """The numbers of the steps at which a rule acts in one of the statuses."""
        return tuple(m.step for m in self.moves if m.rule == rule and m.status in statuses and m.step is not None)

    def has(self, rule: str, status: str) -> bool:
        return any(move.rule == rule and move.status == status for move in self.moves)


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
            return None if answer.trace is None else highlight_from_trace(policy, answer.trace)
        case PairProof(_, _, trace, _):
            return highlight_from_trace(model, trace)
        case PathProof() | StrategyProof():
            return _lives(model, tuple(told.life for told in answer.pathways.different))
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
    step = 0
    for taken in single_steps(trace.steps):
        match taken:
            case Delay(length):
                step += 1
                waits.append(MarkedWait(status, length, step))
            case Take(name, _):
                if model.event[name].actor == OBSERVER:
                    continue
                step += 1
                moves.append(MarkedMove(name, status, step))
                status = model.event[name].target or status
            case Expire(name):
                step += 1
                moves.append(MarkedMove(name, status, step))
                status = model.limit[name].target
            case _:
                assert_never(taken)
        statuses.append(status)
    return Highlight(tuple(dict.fromkeys(statuses)), tuple(moves), tuple(waits))


def _lives(model: Model, lives: tuple[Life, ...]) -> Highlight | None:
    """Each life from the moment the property speaks of; None: there is none."""
    found = [highlight_from_trace(model, Trace(life.now, life.onward)) for life in lives]
    if len(found) < 2:
        return found[0] if found else None
    statuses = dict.fromkeys(status for one in found for status in one.statuses)
    moves = dict.fromkeys(MarkedMove(move.rule, move.status) for one in found for move in one.moves)
    return Highlight(tuple(statuses), tuple(moves))


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
