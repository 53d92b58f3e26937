"""Finds out which chances ever come about: by looking at life courses, and by asking the engines about the rest."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from bcm_formal.model.expressions import TRUE, Condition, NamedCondition, NamedTerm, in_status, negation, walk
from bcm_formal.model.types import domain
from bcm_formal.system.questions import Safety
from bcm_formal.system.semantics import Interpreter, Test, UnboundedChoiceError
from bcm_formal.system.state import State, Step
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import TraceProof
from bcm_formal.trust.check import Accepted, check
from bcm_formal.trust.claim import Claim, Undecided
from bcm_formal.trust.trace import ReplayError, Trace, replay
from bcm_formal.verify.coverage_chances import Accident, Chance, Chances, Decides, Reaches
from bcm_formal.verify.engine import Budget, Engine
from bcm_formal.verify.exploration import Explorer
from bcm_formal.verify.never import never_in
from bcm_formal.verify.portfolio import ENGINES

_STARTS = 200
_STATES = 3000
_NEARBY = 100
"""how many states are looked at from the starts, and from the end of each life course that an engine gives"""
_LISTED = 50_000
"""how many combinations of values are looked through for start states"""
_BUDGET = 20_000
"""work for one question"""
_ENGINES = ("regions", "spacer")
_PATIENCE = 4
"""after so many questions without an answer only the first engine is asked"""
_ENOUGH = 12
"""after so many none is"""


@dataclass(frozen=True)
class Proof:
    """That nobody ever gets where the question says: a claim of HOLDS that the checker accepted."""

    question: Safety
    claim: Claim
    obligations: int


class Survey:
    """Goes through the chances of one policy.

    `watch` them, `look_around` once, then settle them: `ask` about what is hoped for, `find` accidents.
    """

    def __init__(self, system: TransitionSystem) -> None:
        self.system = system
        self.chances = Chances(system)
        self.met: dict[Chance, State] = {}
        self.never: dict[Chance, Proof] = {}
        self.switched_off: set[Chance] = set()
        """those of `never` that a parameter alone rules out, whatever the state"""
        self.open: set[Chance] = set()
        self._parameters = frozenset(parameter.name for parameter in system.model.parameters)
        self._explorer = Explorer(system, None)
        self._interpreter: Interpreter = self._explorer.interpreter
        self._impossible = never_in(system)
        self._arrivals: dict[State, tuple[State | None, Step | None]] = {}
        self._seen: set[State] = set()
        self._times: dict[str, int] = {}
        self._queue: list[tuple[int, int, int, State]] = []
        self._watched: dict[str, list[tuple[Chance, Test]]] = {}
        self._engines: dict[str, Engine] = {}
        self._unanswered = 0

    # --- looking ---

    def watch(self, chances: Iterable[Chance]) -> None:
        """Notice these chances in the states still to be looked at, and in those seen already."""
        added: dict[str, list[tuple[Chance, Test]]] = {}
        for chance in chances:
            for status, condition in self.chances.where(chance).items():
                added.setdefault(status, []).append((chance, self._interpreter.test(condition)))
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
        if listed > _LISTED and any(start.condition != TRUE for start in model.starts):
            return
        with suppress(UnboundedChoiceError):
            yield from islice(self._interpreter.start_states(), _STARTS)

    def _look(self, budget: int) -> None:
        """Look at so many states more: first at those near to where something new was noticed."""
        end = len(self._arrivals) + budget
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
        heapq.heappush(self._queue, (age, here, len(self._arrivals), state))

    def _notice(self, state: State, tests: Iterable[tuple[Chance, Test]]) -> bool:
        news = [chance for chance, test in tests if chance not in self.met and test(state)]
        self.met.update((chance, state) for chance in news)
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

    def ask(self, chances: Iterable[Chance]) -> None:
        """Settle chances: each is met, excluded by a proof, or said to be neither."""
        for chance in chances:
            if chance not in self.met:
                self._ask(chance, self.chances.where(chance))

    def _ask(self, chance: Chance, where: dict[str, Condition]) -> None:
        reached = {status: c for status, c in where.items() if Reaches(status) not in self.never}
        if where and not reached:
            return
        answer = self._answer(reached)
        match answer:
            case Proof():
                self.never[chance] = answer
                if self._is_switched_off(chance, reached):
                    self.switched_off.add(chance)
            case Trace():
                self._follow(answer)
        if chance not in self.met and chance not in self.never:
            self.open.add(chance)

    def find(self, accidents: Iterable[Accident]) -> Iterator[tuple[Accident, Trace]]:
        """The accidents that come about, each with a life course to it: a short one where an engine finds one."""
        for chance in accidents:
            where = {s: c for s, c in self.chances.where(chance).items() if not self._impossible.meets(s, c)}
            if not where:
                continue
            answer = self._answer(where)
            if isinstance(answer, Trace):
                yield chance, answer
            elif chance in self.met:
                yield chance, self._life_course_to(self.met[chance])
            elif answer is None:
                self.open.add(chance)

    def _answer(self, bad: dict[str, Condition]) -> Proof | Trace | None:
        """A proof that nobody ever gets into one of these states, or a life course to one; None: undecided.

        Proofs were accepted by the checker, life courses were replayed.
        """
        question = Safety(self.system, bad)
        engines = _ENGINES if self._unanswered < _PATIENCE else _ENGINES[:1]
        for name in engines if self._unanswered < _ENOUGH else ():
            claim = self._engine(name).run(question, Budget(_BUDGET))
            if isinstance(claim, Undecided):
                continue
            if isinstance(claim.certificate, TraceProof):
                if self._leads_into(claim.certificate.trace, bad):
                    return claim.certificate.trace
            elif isinstance(accepted := check(claim, question, None), Accepted):
                return Proof(question, claim, accepted.obligations)
        self._unanswered += 1
        return None

    def _engine(self, name: str) -> Engine:
        if name not in self._engines:
            self._engines[name] = ENGINES[name]()
        return self._engines[name]

    def _leads_into(self, trace: Trace, bad: dict[str, Condition]) -> bool:
        try:
            last = replay(self._interpreter, trace)[-1]
        except ReplayError:
            return False
        return last.status in bad and self._interpreter.holds(bad[last.status], last)

    def _follow(self, trace: Trace) -> None:
        """Take a life course and what is around its end into account."""
        states = replay(self._interpreter, trace)
        before: State | None = None
        for step, state in zip((None, *trace.steps), states, strict=True):
            if state not in self._arrivals:
                self._seen.add(self._explorer.rounded(state))
                self._arrivals[state] = (before, step)
                self._look_at(state, 0)
            before = state
        self._look(_NEARBY)

    def _is_switched_off(self, chance: Chance, where: dict[str, Condition]) -> bool:
        """True iff a condition that names a parameter is never met, or a requirement always is, in any state."""
        if isinstance(chance, Decides):
            event = self.system.model.event[chance.event]
            missed = negation(event.requirements[chance.index].condition)
            where = {status: in_status(missed, status) for status in event.sources}
        named = any(self._names_a_parameter(condition) for condition in where.values())
        return named and all(self._impossible.meets(status, condition) for status, condition in where.items())

    def _names_a_parameter(self, condition: Condition) -> bool:
        nodes = walk(condition)
        return any(isinstance(node, NamedTerm | NamedCondition) and node.name in self._parameters for node in nodes)
