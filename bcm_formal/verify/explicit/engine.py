"""The engine `explicit`: every reachable state, one by one, by the interpreter.

The reference for all other engines. It decides whatever has finitely many states once clocks stop counting above
what they are compared with; what has more is `Undecided` when the budget is used up. Work is counted in states and
steps.
"""

from __future__ import annotations

from typing import assert_never

from bcm_formal.look.ceilings import Ceilings, ceilings_of
from bcm_formal.model.expressions import Condition, Number, Term, Truth
from bcm_formal.model.types import Duration, Value
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Path, Question, Safety, Witness
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Delay, Expire, State, Step, Take
from bcm_formal.trust.certificate import (
    Act,
    Certificate,
    InvariantProof,
    PathProof,
    Region,
    SeparationProof,
    StateSet,
    TraceProof,
    TrapProof,
    WaitFor,
    Way,
)
from bcm_formal.trust.claim import Claim, Outcome, Undecided, if_found
from bcm_formal.trust.obligations import MAX_REGIONS
from bcm_formal.trust.trace import Trace
from bcm_formal.verify.engine import REACHABILITY, Budget, BudgetExceededError
from bcm_formal.verify.explicit.evidence import as_condition, as_set
from bcm_formal.verify.explicit.graph import Graph, StateNumbers, StepFilter, counting, explore, merged


class Explicit:
    """Lists the reachable states and reads the answer off their graph."""

    name = "explicit"
    answers = REACHABILITY
    knows_along = False

    def run(self, question: Question, budget: Budget) -> Claim | Undecided:
        """HOLDS or VIOLATED with evidence, or why the states could not be listed."""
        if not isinstance(question, Safety | Path | Witness):
            return Undecided(self.name, "only questions of reachability come with evidence from listed states")
        try:
            answer = _Answer.of(question, budget)
            match question:
                case Safety():
                    outcome, certificate = answer.safety(question)
                case Path():
                    outcome, certificate = answer.path(question)
                case Witness():
                    outcome, certificate = answer.witness(question)
                case _:
                    assert_never(question)
        except BudgetExceededError as error:
            return Undecided(self.name, str(error))
        except UnboundedChoiceError as error:
            return Undecided(self.name, f"`{error}` may take infinitely many values")
        return Claim(outcome, certificate, self.name)


def graph_of(question: Safety | Path | Witness, budget: Budget) -> Graph:
    """The reachable graph of the question's model, with ceilings that are exact for the question."""
    return explore(Interpreter(question.system.model), ceilings_of(question), budget)


@dataclass(frozen=True, slots=True)
class _Answer:
    graph: Graph
    ceilings: Ceilings

    @staticmethod
    def of(question: Safety | Path | Witness, budget: Budget) -> _Answer:
        ceilings = ceilings_of(question)
        return _Answer(explore(Interpreter(question.system.model), ceilings, budget), ceilings)

    def safety(self, question: Safety) -> tuple[Outcome, Certificate]:
        bad = self.graph.where(question.bad)
        if bad:
            return Outcome.VIOLATED, TraceProof(merged(self.graph.course_to(min(bad))))
        return Outcome.HOLDS, InvariantProof(self._invariant())

    def path(self, question: Path) -> tuple[Outcome, Certificate]:
        allowed = counting(self.graph.interpreter, question.help)
        origin, goal = self.graph.where(question.origin), self.graph.where(question.goal)
        ranks = self.graph.ranks(goal, allowed)
        lost = [number for number in origin if number not in ranks]
        if lost:
            first = min(lost)
            trap = self._set(self.graph.forward((first,), allowed))
            return Outcome.VIOLATED, TrapProof(merged(self.graph.course_to(first)), trap)
        return Outcome.HOLDS, PathProof(self._invariant(), self._regions(origin, ranks, allowed))

    def witness(self, question: Witness) -> tuple[Outcome, Certificate]:
        allowed = counting(self.graph.interpreter, question.help)
        origin, goal = self.graph.where(question.origin), self.graph.where(question.goal)
        ranks = self.graph.ranks(goal, allowed)
        found = [number for number in origin if number in ranks]
        if found:
            return if_found(question, True), TraceProof(self._course_through(min(found), ranks, allowed))
        trapped = self._set(self.graph.everything - ranks.keys())
        return if_found(question, False), SeparationProof(self._invariant(), trapped)

    # --- evidence ---

    def _set(self, members: StateNumbers) -> StateSet:
        states = self.graph.states
        return as_set(self.graph.interpreter.model, self.ceilings, (states[number] for number in members))

    def _invariant(self) -> StateSet:
        return as_set(self.graph.interpreter.model, self.ceilings, self.graph.states)

    def _course_through(self, number: int, ranks: dict[int, int], allowed: StepFilter) -> Trace:
        """To the state and from there on to the goal; a delay ends at the state, so that it is met."""
        course = merged(self.graph.course_to(number))
        steps: list[Step] = []
        while ranks[number]:
            step, number = self._nearer(number, ranks, allowed)
            steps.append(step)
        return Trace(course.start, (*course.steps, *merged(Trace(course.start, tuple(steps))).steps))

    def _nearer(self, number: int, ranks: dict[int, int], allowed: StepFilter) -> tuple[Step, int]:
        """An allowed step that leads one nearer to the goal."""
        wanted = ranks[number] - 1
        return next((s, after) for s, after in self.graph.edges[number] if ranks.get(after) == wanted and allowed(s))

    def _regions(self, origin: StateNumbers, ranks: dict[int, int], allowed: StepFilter) -> tuple[Region, ...]:
        """Every state on the chosen ways from the origin to the goal; one region for each status, rank and move."""
        groups: dict[tuple[int, str, Step], list[int]] = {}
        key_of: dict[int, tuple[int, str, Step]] = {}
        next_of: dict[int, int] = {}
        queue = list(origin)
        for number in queue:
            if number in key_of or not ranks[number]:
                continue
            step, after = self._nearer(number, ranks, allowed)
            key_of[number] = key = (ranks[number], self.graph.states[number].status, step)
            groups.setdefault(key, []).append(number)
            next_of[number] = after
            queue.append(after)
        order = sorted(groups, key=lambda key: (key[0], key[1], repr(key[2])))
        if len(order) > MAX_REGIONS:
            raise BudgetExceededError(f"the ways to the goal need {len(order)} regions")
        index = {key: place for place, key in enumerate(order)}
        regions: list[Region] = []
        for key in order:
            rank, status, step = key
            into = {index[key_of[after]] for after in (next_of[n] for n in groups[key]) if after in key_of}
            states: list[State] = [self.graph.states[number] for number in groups[key]]
            condition = as_condition(self.graph.interpreter.model, self.ceilings, states)
            regions.append(Region(status, condition, rank, (Way(self._move(step), tuple(sorted(into))),)))
        return tuple(regions)

    def _move(self, step: Step) -> WaitFor | Act:
        match step:
            case Delay(steps):
                return WaitFor(Number(steps, Duration()))
            case Take(event, choices):
                return Act(event, tuple((name, self._constant(name, value)) for name, value in choices))
            case Expire(limit):
                return Act(limit)
            case _:
                assert_never(step)

    def _constant(self, attribute: str, value: Value) -> Condition | Term:
        if isinstance(value, bool):
            return Truth(value)
        return Number(value, self.graph.interpreter.model.attribute[attribute].kind)
