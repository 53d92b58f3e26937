"""Finds out which coverage points are ever met, by looking at life courses and by asking the engines about the rest."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from bcm_formal.look.exploration import Explorer, some_starts
from bcm_formal.look.unsatisfiability import unsatisfiability_of
from bcm_formal.model.expressions import (
    TRUE,
    Condition,
    NamedCondition,
    NamedTerm,
    disjunction,
    in_status,
    negation,
    walk,
)
from bcm_formal.model.types import domain
from bcm_formal.system.questions import Safety
from bcm_formal.system.semantics import Interpreter, Predicate, UnboundedChoiceError
from bcm_formal.system.state import State, Step
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import InvariantProof, TraceProof
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome, Undecided
from bcm_formal.trust.trace import ReplayError, Trace, replay
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget, BudgetExceededError, Engine, TooLong
from bcm_formal.verify.portfolio import ENGINES
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.evidence import ConditionWriter, joined
from bcm_formal.verify.regions.reachable import Reachable
from bcm_formal.verify.regions.zone import Inexact
from bcm_formal.vetting.coverage.cover_points import Accident, CoverPoint, CoverPoints, Decides, Reaches

_STARTS = 200
_STATES = 3000
_NEARBY = 100
"""how many states are looked at from the starts, and from the end of each life course that an engine gives"""
_LISTED = 50_000
"""how many combinations of values are looked through for start states"""
_BUDGET = 20_000
"""work for one question"""
_ENGINES = ("regions", "spacer")
_SHORT = 6
"""a life course of so few steps is short enough to be shown"""
_MILESTONES = 10
"""so many states of each status, and all that showed something new"""
_EFFORT = 1_000_000
"""work for all searches together"""
_MOST_QUESTIONS = 400
_MOST_STATES = 50_000
"""how many questions are asked, and how many states are looked at, about one policy"""
_PATIENCE = 4
"""after so many questions without an answer only the first engine is asked"""
_ENOUGH = 12
"""after so many none is"""


class Survey:
    """Goes through the coverage points of one policy.

    `watch` them, `look_around` once, then settle them: `ask` about what is hoped for, `find` accidents.
    """

    def __init__(self, system: TransitionSystem) -> None:
        self.system = system
        self.points = CoverPoints(system)
        self.met: dict[CoverPoint, State] = {}
        self.never: dict[CoverPoint, Shown] = {}
        self.switched_off: set[CoverPoint] = set()
        """those of `never` that a parameter alone rules out, whatever the state"""
        self.open: set[CoverPoint] = set()
        self._parameters = frozenset(parameter.name for parameter in system.model.parameters)
        self._explorer = Explorer(system, None)
        self._interpreter: Interpreter = self._explorer.interpreter
        self._impossible = unsatisfiability_of(system)
        self._arrivals: dict[State, tuple[State | None, Step | None]] = {}
        self._seen: set[State] = set()
        self._times: dict[str, int] = {}
        self._queue: list[tuple[int, int, int, State]] = []
        self._watched: dict[str, list[tuple[CoverPoint, Predicate]]] = {}
        self._reachable: Reachable | None = None
        self._milestones: list[State] = []
        """states that a search may begin in, and is not told of yet"""
        self._engines: dict[str, Engine] = {}
        self._unanswered = 0
        self._asked = 0
        self.unasked: set[CoverPoint] = set()
        """those that the bound of questions left out"""

    # --- looking ---

    def watch(self, points: Iterable[CoverPoint]) -> None:
        """Notice these points in the states still to be looked at, and in those seen already."""
        added: dict[str, list[tuple[CoverPoint, Predicate]]] = {}
        for point in points:
            for status, condition in self.points.where(point).items():
                added.setdefault(status, []).append((point, self._interpreter.test(condition)))
        for state in self._arrivals:
            self._notice(state, added.get(state.status, ()))
        for status, tests in added.items():
            self._watched.setdefault(status, []).extend(tests)

    def look_around(self) -> None:
        """Look at life courses from the start."""
        for state in self._starts():
            self._meet(state, None, None, 0)
        self._look(_STATES)

    def _starts(self) -> Iterator[State]:
        """Some start states; none where it could take long to list them."""
        model = self.system.model
        free = [domain(attribute.kind) for attribute in model.attributes if attribute.start is None]
        listed = math.prod(len(values or ()) for values in free)
        if any(clock.start is None for clock in model.clocks):
            yield from some_starts(self.system, _STARTS)
            return
        if listed > _LISTED and any(start.condition != TRUE for start in model.starts):
            return
        with suppress(UnboundedChoiceError):
            yield from islice(self._interpreter.start_states(), _STARTS)

    def _look(self, budget: int) -> None:
        """Look at so many states more: first at those near to where something new was noticed."""
        end = min(len(self._arrivals) + budget, _MOST_STATES)
        while self._queue and len(self._arrivals) < end:
            age, _, _, state = heapq.heappop(self._queue)
            for step, after in self._explorer.successors(state):
                self._meet(after, state, step, age + 1)

    def _meet(self, state: State, before: State | None, step: Step | None, age: int) -> None:
        """Look at a state, unless one like it was. `age`: how many steps ago something new was noticed."""
        alike = self._explorer.rounded(state)
        if alike not in self._seen:
            self._seen.add(alike)
            self._arrivals[state] = (before, step)
            self._look_at(state, age)

    def _look_at(self, state: State, age: int) -> None:
        tests = self._watched.get(state.status, [])
        if self._notice(state, tests):
            self._watched[state.status] = [item for item in tests if item[0] not in self.met]
            age = 0
        here = self._times[state.status] = self._times.get(state.status, 0) + 1
        if age == 0 or here <= _MILESTONES:
            self._milestones.append(state)
        heapq.heappush(self._queue, (age, here, len(self._arrivals), state))

    def _notice(self, state: State, tests: Iterable[tuple[CoverPoint, Predicate]]) -> bool:
        news = [point for point, test in tests if point not in self.met and test(state)]
        self.met.update((point, state) for point in news)
        return bool(news)

    def _life_course_to(self, state: State) -> Trace:
        """How a state that was looked at is reached."""
        steps: list[Step] = []
        before, step = self._arrivals[state]
        while before is not None and step is not None:
            steps.append(step)
            state = before
            before, step = self._arrivals[state]
        return Trace(state, tuple(reversed(steps)))

    # --- asking ---

    def ask(self, points: Iterable[CoverPoint]) -> None:
        """Settle points: each is met, excluded by a proof, or said to be neither."""
        open_yet = [point for point in points if point not in self.met]
        for first in (True, False):  # of a status that nobody reaches nothing else is asked
            self._settle(
                {
                    point: where
                    for point in open_yet
                    if isinstance(point, Reaches) == first and (where := self._where(point)) is not None
                }
            )

    def _where(self, point: CoverPoint) -> dict[str, Condition] | None:
        """Where it may come about, as far as statuses are reached; None: it needs one that is not."""
        where = self.points.where(point)
        reached = {status: condition for status, condition in where.items() if Reaches(status) not in self.never}
        return None if where and not reached else reached

    def _settle(self, asked: dict[CoverPoint, dict[str, Condition]]) -> None:
        """One search after the other, each of which remembers what those before found to be never met; then one proof
        for all that is never met. What the searches do not answer is asked of the engines."""
        claimed: dict[CoverPoint, dict[str, Condition]] = {}
        for point, where in asked.items():
            if point in self.met or not self._may_ask(point):
                continue
            match self._search(where):
                case Trace() as trace:
                    self.met.setdefault(point, self._follow(trace))
                case True:
                    claimed[point] = where
                case _:
                    self._ask_engines(point, where)
        proof = self._proof_for(_union(claimed.values())) if claimed else None
        for point, where in claimed.items():
            if proof is None:
                self._ask_engines(point, where)
            else:
                self._exclude(point, where, proof)

    def _may_ask(self, point: CoverPoint) -> bool:
        """Whether the bound of questions allows one more; if not, the point stays open."""
        if self._asked >= _MOST_QUESTIONS:
            self.unasked.add(point)
            self.open.add(point)
            return False
        self._asked += 1
        return True

    def _ask_engines(self, point: CoverPoint, where: dict[str, Condition]) -> None:
        match self._answer(where):
            case Shown() as proof:
                self._exclude(point, where, proof)
            case Trace() as trace:
                self.met.setdefault(point, self._follow(trace))
            case None:
                self.open.add(point)

    def _exclude(self, point: CoverPoint, where: dict[str, Condition], proof: Shown) -> None:
        self.never[point] = proof
        if self._is_switched_off(point, where):
            self.switched_off.add(point)

    def find(self, accidents: Iterable[Accident]) -> Iterator[tuple[Accident, Trace]]:
        """The accidents that come about, each with a life course to it: a short one where a search finds one."""
        for point in accidents:
            where = {s: c for s, c in self.points.where(point).items() if not self._impossible.shown(s, c)}
            if not where:
                continue
            seen = self._life_course_to(self.met[point]) if point in self.met else None
            if seen is not None and len(seen.steps) <= _SHORT:
                yield point, seen
                continue
            if not self._may_ask(point):
                continue
            answer = self._search(where, shortly=True) or self._answer(where)
            if isinstance(answer, Trace):
                yield point, answer
            elif seen is not None:
                yield point, seen
            elif answer is None:
                self.open.add(point)

    def _search(self, bad: dict[str, Condition], shortly: bool = False) -> Trace | bool:
        """A life course into one of these states; true: none leads there, as far as the search says; false: it gave
        up."""
        try:
            if self._reachable is None:
                self._reachable = Reachable(Compiled(self.system), Budget(), _EFFORT)
            while self._milestones:
                self._reachable.remember(self._milestones.pop())
            course = self._reachable.course_into(self._reachable.compiled.pieces(bad), begin_anywhere=not shortly)
        except (Inexact, BudgetExceededError):
            return False
        if course is None:
            return True
        before = self._life_course_to(course[0]) if course[0] in self._arrivals else Trace(course[0], ())
        trace = joined(before.start, list(before.steps), course[1])
        return trace if self._leads_into(trace, bad) else False

    def _proof_for(self, bad: dict[str, Condition]) -> Shown | None:
        """That what the searches found to be never met excludes these states."""
        if self._reachable is None:
            return None
        invariant = ConditionWriter(self._reachable.compiled).outside_of(self._reachable.unreachable)
        question = Safety(self.system, bad)
        claim = Claim(Outcome.HOLDS, InvariantProof(invariant), "regions")
        shown = check(claim, question, None)
        return shown if isinstance(shown, Shown) else None

    def _answer(self, bad: dict[str, Condition]) -> Shown | Trace | None:
        """A proof that nobody ever gets into one of these states, or a life course to one; None: undecided.

        Proofs were accepted by the checker, life courses were replayed.
        """
        question = Safety(self.system, bad)
        engines = _ENGINES if self._unanswered < _PATIENCE else _ENGINES[:1]
        for name in engines if self._unanswered < _ENOUGH else ():
            claim = self._engine(name).run(question, Budget(_BUDGET))
            if isinstance(claim, TooLong):
                break
            if isinstance(claim, Undecided):
                continue
            if isinstance(claim.certificate, TraceProof):
                if self._leads_into(claim.certificate.trace, bad):
                    return claim.certificate.trace
            elif isinstance(shown := check(claim, question, None), Shown):
                return shown
        self._unanswered += 1
        return None

    def _engine(self, name: str) -> Engine:
        if name not in self._engines:
            self._engines[name] = ENGINES[name]()
        return self._engines[name]

    def _leads_into(self, trace: Trace, bad: dict[str, Condition]) -> bool:
        try:
            return self._is_in(replay(self._interpreter, trace)[-1], bad)
        except ReplayError:
            return False

    def _is_in(self, state: State, where: dict[str, Condition]) -> bool:
        return state.status in where and self._interpreter.holds(where[state.status], state)

    def _follow(self, trace: Trace) -> State:
        """Take a life course and what is around its end into account. Returns its last state."""
        states = replay(self._interpreter, trace)
        before: State | None = None
        for step, state in zip((None, *trace.steps), states, strict=True):
            if state not in self._arrivals:
                self._seen.add(self._explorer.rounded(state))
                self._arrivals[state] = (before, step)
                self._look_at(state, 0)
            before = state
        self._look(_NEARBY)
        return states[-1]

    def _is_switched_off(self, point: CoverPoint, where: dict[str, Condition]) -> bool:
        """True iff a condition that names a parameter is never met, or a requirement always is, in any state."""
        if isinstance(point, Decides):
            event = self.system.model.event[point.event]
            missed = negation(event.requirements[point.index].condition)
            where = {status: in_status(missed, status) for status in event.sources}
        named = any(self._names_a_parameter(condition) for condition in where.values())
        return named and all(self._impossible.shown(status, condition) for status, condition in where.items())

    def _names_a_parameter(self, condition: Condition) -> bool:
        nodes = walk(condition)
        return any(isinstance(node, NamedTerm | NamedCondition) and node.name in self._parameters for node in nodes)


def _union(wheres: Iterable[dict[str, Condition]]) -> dict[str, Condition]:
    together: dict[str, list[Condition]] = {}
    for where in wheres:
        for status, condition in where.items():
            together.setdefault(status, []).append(condition)
    return {status: disjunction(conditions) for status, conditions in together.items()}
