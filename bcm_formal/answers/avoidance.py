"""How a goal is avoided for ever, where every life course should meet it."""

from __future__ import annotations

from bcm_formal.answers.goals import exact_title, is_of, set_title
from bcm_formal.answers.life import lived_onward, person_of
from bcm_formal.answers.phrases import is_over, listed, rule_title, status_title
from bcm_formal.answers.rounds import is_stuck, onward
from bcm_formal.answers.violation import Violation
from bcm_formal.look.exploration import Explorer
from bcm_formal.model.durations import unit_of_bound
from bcm_formal.model.expressions import FALSE
from bcm_formal.model.sentences import Ctl, Sentence
from bcm_formal.records import dataclass
from bcm_formal.system.help import EVERYTHING
from bcm_formal.system.questions import Inevitable
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Delay, Expire, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import LassoProof, TraceProof
from bcm_formal.trust.trace import replay
from bcm_formal.trust.verdict import Answered


def why_avoided(verdict: Answered) -> Violation | None:
    """How the goal is missed after the life course of the evidence; None where the question is another."""
    question, proof = verdict.question, verdict.certificate
    if not isinstance(question, Inevitable) or not isinstance(proof, LassoProof | TraceProof):
        return None
    state = replay(Interpreter(question.system.model), proof.trace)[-1]
    goal = _goal(verdict.property.sentence, question)
    if isinstance(proof, TraceProof):
        return Violation(_missed(question, goal, state, unit_of_bound(verdict.property.text)))
    return Violation(_avoided(question, goal, proof, state))


def _goal(sentence: Sentence, question: Inevitable) -> str:
    """The goal in words: that of a formula may be a set that was computed, and have no short ones."""
    if isinstance(sentence, Ctl):
        return exact_title(question.system.policy, question.goal) or "what the formula asks"
    return set_title(question.system.policy, question.goal)


def _missed(question: Inevitable, goal: str, state: State, unit: str | None) -> str:
    """The life course of the evidence is at its end, or out of time."""
    policy = question.system.policy
    here = status_title(policy, state.status)
    clock = next(i for i, item in enumerate(question.system.model.clocks) if item.name == question.clock)
    if question.within is not None and state.clocks[clock] >= question.within:
        if question.within == 0:
            return f"No time is given, and {goal} has not been met."
        return f"{is_over(policy, question.within, unit)}, and {goal} has not been met."
    return f"Here the life course ends, stuck in {here}, and {goal} has not been met."


@dataclass(frozen=True, slots=True)
class GoesOn:
    """How a life can go on without ever meeting the goal: the `steps` of the policy, through these `states`; then the
    last `again` of the steps are repeated for ever, or (`is_idle`) nothing needs to happen, or (`is_stuck`) nothing
    can. `comes_back`: it was seen that after the steps that are repeated everything is as before them."""

    states: tuple[State, ...]
    steps: tuple[Step, ...]
    again: int = 0
    is_idle: bool = False
    is_stuck: bool = False
    comes_back: bool = False


def goes_on(question: Inevitable, proof: LassoProof, state: State) -> GoesOn:
    """How the life of the proof goes on from its last state."""
    here = (person_of(question.system, state),)
    if is_stuck(question.system, state):
        return GoesOn(here, (), is_stuck=True)
    if _nothing_is_enough(question, state):
        return GoesOn(here, (), is_idle=True)
    seen = onward(question, proof, state)
    idle = next((number for number, later in enumerate(seen.states) if _nothing_is_enough(question, later)), None)
    if idle is not None:
        return GoesOn(*lived_onward(question.system, seen.states[: idle + 1], seen.steps[:idle]), is_idle=True)
    states, steps = lived_onward(question.system, seen.states, seen.steps)
    if seen.stuck:
        return GoesOn(states, steps, is_stuck=True)
    back = seen.back or 0
    again = len(lived_onward(question.system, seen.states[back:], seen.steps[back:])[1])
    return GoesOn(states, steps, again, comes_back=seen.back is not None)


def _avoided(question: Inevitable, goal: str, proof: LassoProof, state: State) -> str:
    found = goes_on(question, proof, state)
    there = status_title(question.system.policy, found.states[-1].status)
    if not found.steps and found.is_stuck:
        return f"Here the life course ends, stuck in {there}, and {goal} has not been met."
    if not found.steps and found.is_idle:
        return f"From here on doing nothing is enough: no limit ends {there}, and {goal} is never met."
    if found.is_idle:
        return (
            f"From here the life course can go on {_by(question, found.steps)}to {there}, where doing nothing is "
            f"enough: no limit ends {there}, and {goal} is never met."
        )
    if found.is_stuck:
        return (
            f"From here the life course can go on {_by(question, found.steps)}and end stuck in {there}, and {goal} is "
            "never met."
        )
    return f"From here on {goal} can be avoided for ever: {_round(question, found)}."


def _round(question: Inevitable, found: GoesOn) -> str:
    policy, begins = question.system.policy, len(found.steps) - found.again
    states, steps = found.states[begins:], found.steps[begins:]
    names = list(dict.fromkeys(status_title(policy, state.status) for state in states))
    timeless = "" if any(isinstance(step, Delay) for step in steps) else ", with no time passing"
    if len(names) > 1:
        how = "round" if found.comes_back else "on"
        return f"the life course can go {how} through {listed(names)}{timeless}"
    return f"the life course can go on in {names[0]} {_by(question, steps)}again and again{timeless}"


def _by(question: Inevitable, steps: tuple[Step, ...]) -> str:
    """`by flip and study `, nothing where only time passes."""
    policy = question.system.policy
    rules: list[str] = []
    for step in steps:
        match step:
            case Take(event):
                rules.append(rule_title(policy.event[event]))
            case Expire(limit):
                rules.append(rule_title(policy.limit[limit]))
            case Delay():
                pass
    return f"by {listed(dict.fromkeys(rules))} " if rules else ""


def _nothing_is_enough(question: Inevitable, state: State) -> bool:
    """True iff time can pass for ever in the state and, whatever the clocks show then, the goal is not met."""
    policy, goal = question.system.policy, question.goal.get(state.status, FALSE)
    person, interpreter = person_of(question.system, state), Interpreter(policy)
    bounds = [limit.condition for limit in policy.limits if state.status in limit.statuses]
    if any(interpreter.holds(condition, person) for condition in bounds) or not is_of(policy, goal):
        return False
    waits = Explorer(TransitionSystem(policy), EVERYTHING, (goal,)).lengths(person)
    later = (interpreter.pass_time(person, length) for length in waits)
    return not any(interpreter.holds(goal, moment) for moment in (person, *later) if moment is not None)
