"""How a life goes on for ever without meeting a goal: the ways of the proof, followed by the interpreter."""

from __future__ import annotations

from bcm_formal.answers.life import person_of
from bcm_formal.model.expressions import FALSE, Condition, Term
from bcm_formal.model.types import Value
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Inevitable
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Act, LassoProof, Region, WaitFor

_ROUNDS, _STEPS = 40, 400


@dataclass(frozen=True, slots=True)
class Onward:
    """What happens after the life course of the proof, in steps of the question's model.

    `back`: after all of it the person is as after so many of the steps; None: that was not seen.
    """

    states: tuple[State, ...]
    steps: tuple[Step, ...]
    back: int | None
    stuck: bool
    """at the end nothing can happen any more"""


def onward(question: Inevitable, proof: LassoProof, state: State) -> Onward:
    """The ways of the proof from the last state of its life course: until it goes round or is stuck, or for a while."""
    return _Follower(question, proof).follow(state)


def is_stuck(system: TransitionSystem, state: State) -> bool:
    """True iff the state is a dead end."""
    return not Interpreter(system.model).holds(system.can_proceed(state.status), state)


class _Follower:
    def __init__(self, question: Inevitable, proof: LassoProof) -> None:
        self.system = question.system
        model = question.system.model
        self.interpreter = Interpreter(model)
        self.stay = dict(proof.stay.conditions)
        self.clock = next(index for index, item in enumerate(model.clocks) if item.name == question.clock)
        self.regions: dict[str, list[Region]] = {}
        for region in sorted(proof.regions, key=lambda region: region.rank):
            self.regions.setdefault(region.status, []).append(region)

    def follow(self, state: State) -> Onward:
        """See `onward`."""
        states, steps = [self._begun(state)], list[Step]()
        met = {person_of(self.system, states[0]): 0}
        for _ in range(_ROUNDS):
            if not self._once_round(states, steps):
                return Onward(tuple(states), tuple(steps), None, is_stuck(self.system, states[-1]))
            person = person_of(self.system, states[-1])
            if person in met:
                return Onward(tuple(states), tuple(steps), met[person], False)
            met[person] = len(steps)
            states[-1] = self._begun(states[-1])
        return Onward(tuple(states), tuple(steps), None, False)

    def _begun(self, state: State) -> State:
        """The state with no time since the property began."""
        clocks = tuple(0 if index == self.clock else reading for index, reading in enumerate(state.clocks))
        return state._replace(clocks=clocks)

    def _once_round(self, states: list[State], steps: list[Step]) -> bool:
        """Follow the ways into the set to stay in again; False if they end before."""
        for _ in range(_STEPS):
            taken = self._next(states[-1])
            if taken is None:
                return False
            steps.append(taken[0])
            states.append(taken[1])
            if self._is_again(taken[1]):
                return True
        return False

    def _is_again(self, state: State) -> bool:
        condition = self.stay.get(state.status, FALSE)
        return state.clocks[self.clock] >= 1 and self.interpreter.holds(condition, state)

    def _next(self, state: State) -> tuple[Step, State] | None:
        """What the first region that the state is in does."""
        for region in self.regions.get(state.status, []):
            if self.interpreter.holds(region.condition, state):
                for way in region.ways:
                    step = self._step(way.move, state)
                    after = None if step is None else self.interpreter.step(state, step)
                    if step is not None and after is not None:
                        return step, after
        return None

    def _step(self, move: WaitFor | Act, state: State) -> Step | None:
        match move:
            case WaitFor(length):
                steps = self.interpreter.value(length, state)
                return Delay(steps) if steps >= 1 else None
            case Act(rule, _) if rule in self.system.model.limit:
                return Expire(rule)
            case Act(rule, choices):
                chosen = []
                for name, value in choices:
                    chosen.append((name, self._value(value, state)))
                return Take(rule, tuple(chosen))

    def _value(self, value: Condition | Term, state: State) -> Value:
        if isinstance(value, Condition):
            return self.interpreter.holds(value, state)
        return self.interpreter.value(value, state)
