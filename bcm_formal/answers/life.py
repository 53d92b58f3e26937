"""Evidence as a life of the policy: what a question added to the model is left out, the rest is played again.

A question may be asked of a model that was made from the policy: with a clock that measures, a mark that says what
was met, a rest after each change. Its traces pass states that no person is ever in, so they are read back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bcm_formal.model.expressions import FALSE
from bcm_formal.model.model import Model
from bcm_formal.model.sentences import CanReach, MustReach, NoneCanReach, SomeCanReach, TimeFrom
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Conditions, CtlQuestion, Inevitable, Pairs, Path, Robust, Safety, Witness
from bcm_formal.system.repeated import first_rounds
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import OBSERVER, Delay, Expire, Part, Repeat, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import SetbackProof, TrapProof
from bcm_formal.trust.trace import ReplayError, Trace, replay
from bcm_formal.trust.verdict import Answered


@dataclass(frozen=True, slots=True)
class Life:
    """A life course of the policy as it was written.

    After `begins` of its steps the person is the one the property speaks of, and what it asks counts from there; None:
    that is at its end, or nowhere in particular.
    """

    trace: Trace
    begins: int | None = None


def life_of(verdict: Answered, trace: Trace) -> Life | None:
    """The life that a trace of the verdict's question is; None if the policy has no such life."""
    question = verdict.question
    return _life(question.system, trace, _beginning(verdict, trace))


def lived(system: TransitionSystem, trace: Trace) -> Life | None:
    """The trace as a life of the policy, counted from where the question last marked or measured something; None if
    the policy has no such life."""
    return _life(system, trace, last_mark(system, trace))


def lived_onward(
    system: TransitionSystem, states: Sequence[State], steps: Sequence[Step]
) -> tuple[tuple[State, ...], tuple[Step, ...]]:
    """What happens along steps of the model, in states and steps of the policy: one state more than steps."""
    people = [person_of(system, state) for state in states]
    kept = [
        (step, after)
        for step, before, after in zip(steps, people, people[1:], strict=False)
        if _is_lived(system, step, before, after)
    ]
    return (people[0], *(after for _, after in kept)), tuple(step for step, _ in kept)


def person_of(system: TransitionSystem, state: State) -> State:
    """The state as one of the policy."""
    if system.model is system.policy:
        return state
    attributes = dict(zip((item.name for item in system.model.attributes), state.attributes, strict=True))
    clocks = dict(zip((item.name for item in system.model.clocks), state.clocks, strict=True))
    policy = system.policy
    return State(
        state.status,
        tuple(attributes[item.name] for item in policy.attributes),
        tuple(clocks[item.name] for item in policy.clocks),
    )


def _life(system: TransitionSystem, trace: Trace, begins: int | None) -> Life | None:
    if system.model is system.policy:
        return Life(trace, begins)
    interpreter = Interpreter(system.model)
    passed = replay(interpreter, trace)
    states = [person_of(system, state) for state in passed]
    kept: list[Part] = []
    after: list[int] = [0]
    for number, part in enumerate(trace.steps):
        taken = first_rounds(interpreter, passed[number:], (part,))
        lived = [s for s, *ends in taken if _is_lived(system, s, *(person_of(system, end) for end in ends))]
        kept += [Repeat(tuple(lived), part.times)] if isinstance(part, Repeat) and lived else lived
        after.append(len(kept))
    life = Life(Trace(states[0], tuple(kept)), None if begins is None else after[begins])
    try:
        ends = replay(Interpreter(system.policy), life.trace)[-1]
    except ReplayError:
        return None
    return life if ends == states[-1] else None


def _is_lived(system: TransitionSystem, step: Step, before: State, after: State) -> bool:
    """True iff the step is one of the policy. `before` and `after` are states of the policy: at rest none of its
    clocks moves, and `time_in_status` stands still for no other reason."""
    match step:
        case Take(event):
            return event in system.policy.event
        case Expire(limit):
            return limit in system.policy.limit
        case Delay():
            return before != after


def _beginning(verdict: Answered, trace: Trace) -> int | None:
    """The number of steps after which what is asked begins, where a reader would want to know it."""
    question = verdict.question
    timed = is_timed(verdict)
    states = replay(Interpreter(question.system.model), trace)
    begins = _first_counted(verdict, trace, states)
    if begins is None or timed:
        return begins
    return begins if 0 < begins < len(trace.steps) else None


def is_timed(verdict: Answered) -> bool:
    """True iff the property gives so much time."""
    match verdict.property.sentence:
        case CanReach() | SomeCanReach() | NoneCanReach() | MustReach() as sentence:
            return sentence.within is not None
        case sentence:
            return isinstance(sentence, TimeFrom)


def _first_counted(verdict: Answered, trace: Trace, states: tuple[State, ...]) -> int | None:
    question = verdict.question
    interpreter = Interpreter(question.system.model)
    match question:
        case Inevitable() | Witness():
            found = [index for index, state in enumerate(states) if _is_in(interpreter, question.origin, state)]
            return found[-1] if found else None
        case Path() | Robust():
            proof = verdict.certificate
            return len(proof.trace.steps) if isinstance(proof, TrapProof | SetbackProof) else None
        case Safety():
            return last_mark(question.system, trace)
        case Pairs() | CtlQuestion():
            return None
        case _:
            assert_never(question)


def last_mark(system: TransitionSystem, trace: Trace) -> int | None:
    """After how many steps the observer acts for the last time; None: it never does."""
    marks = (index for index, step in enumerate(trace.steps, 1) if is_observation(system.model, step))
    return max(marks, default=None)


def is_observation(model: Model, step: Part) -> bool:
    """True iff the step belongs to the question and not to the life course."""
    return isinstance(step, Take) and model.event[step.event].actor == OBSERVER


def _is_in(interpreter: Interpreter, conditions: Conditions, state: State) -> bool:
    return interpreter.holds(conditions.get(state.status, FALSE), state)
