"""From one life course that shows a verdict to all values of open parameters with which one like it does.

Back from where it leads, by its own events and limits alone, the engine `regions` finds the starts from which the same
can happen; seen as values of the parameters these are the values that the life course stands for. What is returned was
accepted by the checker: that from a start with each of these values a path leads into the set where the life course
ends, and what that set is. That there is such a start with each value is asked of Z3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bcm_formal.model.expressions import (
    TRUE,
    AttributeTerm,
    Comparison,
    Condition,
    Number,
    conjunction,
    disjunction,
    scaled,
    total,
)
from bcm_formal.model.sentences import Sentence
from bcm_formal.model.types import Duration
from bcm_formal.records import dataclass
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Conditions, Path, Question, Safety, Witness, question_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import OBSERVER, Delay, Repeat, Take, single_steps
from bcm_formal.system.transition_system import EndlessChoiceError, Move, TransitionSystem, before_move
from bcm_formal.trust.certificate import Certificate, PathProof, SeparationProof, StateSet, TraceProof, TrapProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.cone import smaller
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.algebra import Diagram
from bcm_formal.verify.regions.backward import Backward, SymbolicRegion
from bcm_formal.verify.regions.compared import Pieces, met_by
from bcm_formal.verify.regions.compiled import Compiled, Piece
from bcm_formal.verify.regions.evidence import ConditionWriter
from bcm_formal.verify.regions.kept import compiled_of
from bcm_formal.verify.regions.zone import Inexact, Zone
from bcm_formal.versions.sweeping.area import Area, Limit, Plane, Point
from bcm_formal.versions.sweeping.view import OpenTerm, View
from bcm_formal.vetting.beginning import may_begin

MOST_STARTS = 24
"""starts that are tried, each with all the values that go with it"""
NAME = "regions"


@dataclass(frozen=True)
class _Fact:
    """Something to be accepted by the checker."""

    question: Question
    certificate: Certificate


class Widening:
    """For one policy with open parameters."""

    def __init__(
        self, system: TransitionSystem, terms: Sequence[OpenTerm], plane: Plane, solvers: Sequence[str], budget: Budget
    ) -> None:
        self.system, self.terms, self.plane = system, tuple(terms), plane
        self._solvers, self._budget = tuple(solvers), budget
        self.within = conjunction(map(self._limit, plane.ends()))
        """that the parameters have values between their bounds"""

    def around(self, sentence: Sentence, certificate: Certificate, point: Point) -> Area:
        """Values, that of the life course among them, with which one shows the same; none if that is not shown."""
        question = question_of(self.system, sentence)
        try:
            return self._around(question, certificate, point)
        except (Inexact, BudgetExceededError, EndlessChoiceError):
            return ()

    def condition(self, area: Area) -> Condition:
        """That the parameters have values of the area."""
        return disjunction(conjunction(map(self._limit, self.plane.limits(zone))) for zone in area)

    def _limit(self, item: Limit) -> Condition:
        more = None if item.more is None else self.terms[item.more]
        less = None if item.less is None else self.terms[item.less]
        if more is not None and less is not None:
            return Comparison("<=", total((more, scaled(-1, less))), Number(item.bound, Duration()))
        of = more or less
        assert of is not None
        kind = of.kind if isinstance(of, AttributeTerm) else Duration()
        return (
            Comparison(">=", of, Number(-item.bound, kind))
            if more is None
            else Comparison("<=", of, Number(item.bound, kind))
        )

    def _around(self, question: Question, certificate: Certificate, point: Point) -> Area:
        match question, certificate:
            case Safety(_, bad, None), TraceProof(trace):
                return self._from(question.system, bad, trace, (), point)
            case Path(system, origin, goal, help), TrapProof(trace, trap):
                target = {s: conjunction((origin[s], here)) for s, here in trap.conditions if s in origin}
                proof = SeparationProof(_anybody(system), trap)
                fact = _Fact(Witness(system, target, goal, help, denied=True), proof)
                return self._from(system, target, trace, (fact,), point)
            case Witness(), TraceProof(trace):
                people, fact = self._led_on(question, trace)
                return self._from(question.system, people, trace, (fact,), point)
            case _:
                return ()

    def _led_on(self, question: Witness, trace: Trace) -> tuple[Conditions, _Fact]:
        """The states of the origin from where the life course goes on to the goal, and that it does."""
        asked = Path(question.system, question.origin, question.goal, question.help)
        small, rest = smaller(asked)
        compiled, writer = self._ready(small.system)
        moves = _of(trace, small.system.counting(question.help))
        ways = Backward(compiled, compiled.pieces(small.goal), moves, self._budget)
        ways.run(lambda _: False)
        have = {status: [*here.items()] for status, here in ways.cover.pieces.items()}
        people = met_by(compiled, compiled.pieces(small.origin), have)
        proof = PathProof(_anybody(small.system), writer.regions(ways, people))
        target = dict(writer.set_of(people).conditions)
        claim = rest.claim(Claim(Outcome.HOLDS, proof, NAME))
        return target, _Fact(Path(asked.system, target, asked.goal, asked.help), claim.certificate)

    def _from(
        self, system: TransitionSystem, target: Conditions, trace: Trace, facts: Sequence[_Fact], point: Point
    ) -> Area:
        """The values with which a start leads into the target as the trace does."""
        target = _before_observing(system, target)
        small, rest = smaller(Path(system, target, target, EVERYTHING))
        compiled, writer = self._ready(small.system)
        moves = _of(trace, [move for move in small.system.moves if move.actor != OBSERVER])
        along = self._corridor(compiled, system, trace)
        back = Backward(compiled, compiled.pieces(target), moves, self._budget, nearest=True, along=along)
        view = View(compiled, self.terms, self.plane)
        met: list[tuple[str, Piece]] = []

        def is_the_point_met(number: int) -> bool:
            new = list(_starts_met(compiled, back.regions[number]))
            met.extend(new)
            return any(view.with_one_start(piece, point) is not None for _, piece in new)

        back.run(is_the_point_met)
        begins, values = self._starts(system, view, met, writer, point)
        if not values:
            return ()
        asked = Path(system, dict(writer.set_of(begins).conditions), target, EVERYTHING)
        proof = PathProof(_anybody(small.system), writer.regions(back, begins))
        claim = rest.claim(Claim(Outcome.HOLDS, proof, NAME))
        shown = all(map(self._accepts, (*facts, _Fact(asked, claim.certificate))))
        return values if shown else ()

    def _corridor(self, compiled: Compiled, system: TransitionSystem, trace: Trace) -> Pieces | None:
        """The states with the attributes of some state of the trace, whatever their clocks and parameters are; None if
        it has rounds, whose states are not listed."""
        if any(isinstance(part, Repeat) for part in trace.steps):
            return None
        own = {term.name for term in self.terms}
        names = [item.name for item in system.model.attributes]
        found: dict[str, dict[Diagram, None]] = {}
        for state in replay(Interpreter(system.model), trace):
            bdd = compiled.diagrams.valid
            for name, value in zip(names, state.attributes, strict=True):
                if name in compiled.diagrams.domains and name not in own:
                    bdd &= compiled.diagrams.value(name, value)
            found.setdefault(state.status, {})[bdd] = None
        everything = compiled.zones.everything
        return {status: [(everything, bdd) for bdd in here] for status, here in found.items()}

    def _ready(self, system: TransitionSystem) -> tuple[Compiled, ConditionWriter]:
        compiled = compiled_of(system)
        return compiled, ConditionWriter(compiled)

    def _starts(
        self,
        system: TransitionSystem,
        view: View,
        met: Sequence[tuple[str, Piece]],
        writer: ConditionWriter,
        point: Point,
    ) -> tuple[Pieces, Area]:
        """Some of the starts that were met, each with all values of the parameters that go with it; these values."""
        everything = {zone: None for _, piece in met for zone in view.values(*piece)}
        left: Area = (view.exactly(point), *everything)
        begins: Pieces = {}
        values: list[Zone] = []
        for _ in range(MOST_STARTS):
            if not left:
                break
            here = self.plane.point_of(left[0])
            tried: Area = ()
            for status, piece in met:
                if (alone := view.with_one_start(piece, here)) is None:
                    continue
                tried = tuple(view.values(*alone))
                if may_begin(system, status, self.within, writer.piece(*alone), counting=writer.model):
                    begins.setdefault(status, []).append(alone)
                    values += tried
                    break
            left = self.plane.outside(left, (*tried, view.exactly(here)))
        return begins, tuple(values)

    def _accepts(self, fact: _Fact) -> bool:
        claim = Claim(Outcome.HOLDS, fact.certificate, NAME)
        return isinstance(check(claim, fact.question, None, self._solvers), Shown)


def _anybody(system: TransitionSystem) -> StateSet:
    return StateSet.from_mapping(dict.fromkeys(system.statuses, TRUE))


def _of(trace: Trace, moves: Iterable[Move]) -> list[Move]:
    """The moves by the events and limits of a trace."""
    steps = (step for step in single_steps(trace.steps) if not isinstance(step, Delay))
    names = {step.event if isinstance(step, Take) else step.limit for step in steps}
    return [move for move in moves if move.name in names]


def _before_observing(system: TransitionSystem, target: Conditions) -> Conditions:
    """The states that are in the target once the observer, who may act at any moment, has set its clock."""
    found: Mapping[str, Condition] = target
    for move in (move for move in system.moves if move.actor == OBSERVER and move.source in target):
        before = conjunction((move.guard, before_move(system, move, target[move.target])))
        found = {**found, move.source: before}
    return found


def _starts_met(compiled: Compiled, region: SymbolicRegion) -> Iterator[tuple[str, Piece]]:
    """The starts in a region."""
    for zone, bdd in compiled.starts.get(region.status, ()):
        both = bdd & region.bdd
        if both != compiled.diagrams.false and (met := compiled.zones.meet(zone, region.zone)) is not None:
            yield region.status, (met, both)
