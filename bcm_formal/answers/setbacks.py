"""What setbacks do: where each leaves a person who has a strategy, and how they strike one who has none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from bcm_formal.answers.explanation import Explanation, why_stuck
from bcm_formal.answers.goals import read_by_policy, set_title
from bcm_formal.answers.guide import Guide
from bcm_formal.answers.lateness import TooLate, lateness_after
from bcm_formal.answers.life import lived
from bcm_formal.answers.life_in_words import LifeInWords, teller_of
from bcm_formal.answers.lives import Life, Lives, observed
from bcm_formal.answers.phrases import counted, listed, rule_title, status_title, who_acts
from bcm_formal.answers.violation import Violation
from bcm_formal.look.exploration import Explorer
from bcm_formal.look.unsatisfiability import unsatisfiability_of
from bcm_formal.model.expressions import FALSE, negation
from bcm_formal.model.model import Event
from bcm_formal.model.sentences import CanReach
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Path, Robust, without_observer
from bcm_formal.system.repeated import after as after_part
from bcm_formal.system.semantics import Interpreter, UnboundedChoiceError
from bcm_formal.system.state import Delay, Part, Parts, Repeat, State, Step, Take
from bcm_formal.system.transition_system import EndlessChoiceError, before_move
from bcm_formal.trust.certificate import Certificate, SetbackProof, StateSet, StrategyProof
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.trust.verdict import Answered

_OUTCOMES = 64
"""ways one setback can go"""
_EFFORT = 20_000
"""what lives left after setbacks may cost together: each the square of how many steps it has, as shortening it does"""


@dataclass(frozen=True, slots=True)
class Recovery:
    """One setback that can hit on a life that was told, and the life that is left after it; None: it is the goal."""

    setback: str
    by: str
    status: str
    to: str
    told: LifeInWords | None


@dataclass(frozen=True, slots=True)
class SetbackStory:
    """A life course with the setbacks that strike after it, what to say of it, and why there is no path at its end."""

    trace: Trace
    violation: Violation
    explanation: Explanation | None


# --- those who have a strategy ---


def recoveries_of(question: Path | Robust, proof: Certificate | None, lives: Lives) -> tuple[tuple[Recovery, ...], int]:
    """For each setback that can hit on the lives: where it leads, and how to go on. Of those between the same statuses
    the first is told. And how many others there are, for which that was not looked for: it would take long."""
    if not isinstance(question, Robust) or not isinstance(proof, StrategyProof) or not question.setbacks:
        return (), 0
    below = -2 if len(proof.layers) > 1 else -1
    guide = Guide(question, proof.layers[below], proof.calm[below])
    found: dict[tuple[str, str, str], Recovery] = {}
    untold: dict[tuple[str, str, str], None] = {}
    left = _EFFORT
    for _, life in lives.of:
        for strike in _strikes(question, guide, life):
            key = strike.event.name, strike.before.status, strike.after.status
            if key in found:
                continue
            if left < 0:
                untold[key] = None
                continue
            onward = guide.way_from(strike.after)
            left -= (1 if onward is None else len(onward)) ** 2
            if onward is not None:  # else it was not found within the bounds
                found[key] = _recovery(question, life, strike, onward)
    return tuple(found.values()), len(untold)


@dataclass(frozen=True, slots=True)
class _Strike:
    """An adverse event that can hit after some steps of a life, and the states before and after, as asked about."""

    event: Event
    steps: Parts
    before: State
    after: State


def _strikes(question: Robust, guide: Guide, life: Life) -> Iterator[_Strike]:
    """What can hit before the goal is met: at each step, of those that are repeated in two rounds, and, while time
    passes, where something changes."""
    steps: list[Part] = list(life.trace.steps[: life.begins])
    state = observed(question, life.now)
    for part in life.onward:
        now, taken = state, list[Part]()
        for step in part.steps * min(part.times, 2) if isinstance(part, Repeat) else (part,):
            yield from _strikes_at(question, guide, now, step, (*steps, *taken))
            after_step = guide.interpreter.step(now, step)
            assert after_step is not None, "a life is a life course of the model"
            now = after_step
            taken.append(step)
        whole = after_part(guide.interpreter, state, part)
        assert whole is not None, "a life is a life course of the model"
        state = whole
        steps.append(part)


def _strikes_at(question: Robust, guide: Guide, state: State, step: Step, steps: Parts) -> Iterator[_Strike]:
    lengths = [n for n in guide.explorer.lengths(state) if n < step.steps] if isinstance(step, Delay) else []
    for length in (0, *lengths):
        waited = [Delay(length)] if length else []
        at = guide.interpreter.pass_time(state, length) if length else state
        for event in question.system.model.events:
            if event.adverse and at is not None and at.status in event.sources:
                with suppress(UnboundedChoiceError):
                    for hit, after in islice(guide.interpreter.outcomes(at, event), _OUTCOMES):
                        yield _Strike(event, (*steps, *waited, hit), at, after)


def _recovery(question: Robust, life: Life, strike: _Strike, onward: Parts) -> Recovery:
    """What is told of a strike and of the way on after it."""
    model = question.system.model
    trace = Trace(life.trace.start, (*strike.steps, *onward))
    after = strike.after._replace(clocks=strike.after.clocks[: len(life.now.clocks)])
    told = teller_of(question).tell(Life(trace, len(strike.steps), after))
    where, to = status_title(model, strike.before.status), status_title(model, strike.after.status)
    return Recovery(rule_title(strike.event), who_acts(model, strike.event), where, to, told if onward else None)


# --- those who have none ---


def setback_story_of(verdict: Answered) -> SetbackStory | None:
    """How setbacks strike the person of the evidence, one after the other, until there is no path at all."""
    question, proof, sentence = verdict.question, verdict.certificate, verdict.property.sentence
    if not isinstance(question, Robust) or not isinstance(proof, SetbackProof) or not isinstance(sentence, CanReach):
        return None
    model = question.system.model
    harmless = Path(question.system, question.origin, question.goal, question.help)
    state = replay(Interpreter(model), proof.trace)[-1]
    steps: list[Step] = []
    level, struck = len(proof.traps) - 1, 0
    while level > 0:
        if _is_in(question, proof.traps[level - 1], state):
            level -= 1
            continue
        strike = _next_strike(question, harmless, state, proof.traps[level - 1])
        if strike is None:
            break
        steps += strike[0]
        state, level, struck = strike[1], level - 1, struck + 1
    trace = Trace(proof.trace.start, (*proof.trace.steps, *steps))
    goal = set_title(question.system.policy, read_by_policy(question.system.policy, question.goal))
    if level > 0:
        return SetbackStory(trace, _thrown_back(question, state, proof.traps[level - 1], goal), None)
    hit = f"{counted(struck, 'setback has', 'setbacks have')} hit" if struck else "Even without setbacks"
    late = _too_late(question, sentence, trace, state)
    if late is not None:
        says = "from here it is too late" if struck else "it takes too long"
        return SetbackStory(trace, Violation(f"{hit}, {says}."), Explanation(late.goal, (), (), False, late=late))
    violation = Violation(f"{hit}: from here nothing leads to {goal}{_unless(question, proof.traps[0])}.")
    why = why_stuck(harmless, proof.traps[0], state, sentence.within, sentence.target)
    return SetbackStory(trace, violation, why)


def _unless(question: Robust, trap: StateSet) -> str:
    """What is left open where it is not proved that no adverse event leads out of the last trap either."""
    system, unsatisfiability = question.system, unsatisfiability_of(question.system)
    for move in system.moves:
        if isinstance(move.rule, Event) and move.rule.adverse:
            try:
                leaves = before_move(system, move, negation(trap.of(move.target)))
            except EndlessChoiceError:
                return ", unless an adverse event does"
            if not unsatisfiability.shown(move.source, trap.of(move.source), move.guard, leaves):
                return ", unless an adverse event does"
    return ""


def _too_late(question: Robust, sentence: CanReach, trace: Trace, state: State) -> TooLate | None:
    """The quickest way without adverse events from the end of a trace, if the property gives time."""
    life = None if sentence.within is None else lived(question.system, trace)
    if life is None:
        return None
    return lateness_after(without_observer(question.system), life.trace, state.clocks[-1], sentence)


def _next_strike(question: Robust, harmless: Path, state: State, lower: StateSet) -> tuple[list[Step], State] | None:
    """The fewest steps without a setback, then the setback, into the lower trap."""
    explored = Explorer(harmless.system, harmless.help).explore((state,))
    interpreter = Interpreter(question.system.model)
    ways: list[tuple[list[Step], State]] = []
    for seen in explored.states:
        for step, after in interpreter.changes(seen):
            if _setback(question, step) and _is_in(question, lower, after):
                ways.append(([*_steps_to(explored.arrivals, seen), step], after))
                break
    return min(ways, key=lambda way: len(way[0]), default=None)


def _steps_to(arrivals: dict[State, tuple[State | None, Step | None]], state: State) -> list[Step]:
    steps: list[Step] = []
    before, step = arrivals[state]
    while before is not None and step is not None:
        steps.append(step)
        before, step = arrivals[before]
    return steps[::-1]


def _thrown_back(question: Robust, state: State, lower: StateSet, goal: str) -> Violation:
    """The setbacks near the state that lead to where fewer of them suffice."""
    model = question.system.model
    explorer = Explorer(question.system, question.help)
    found: dict[str, None] = {}
    for seen in explorer.explore((state,)).states:
        for step, after in explorer.interpreter.changes(seen):
            rule = _setback(question, step)
            if rule and _is_in(question, lower, after):
                found[f"{rule_title(rule)} ({who_acts(model, rule)})"] = None
    which = f": {listed(found)}" if found else ""
    return Violation(f"On every way from here to {goal} a setback can hit that throws the person back{which}.")


def _setback(question: Robust, step: Step) -> Event | None:
    event = question.system.model.event[step.event] if isinstance(step, Take) else None
    return event if event and event.adverse else None


def _is_in(question: Robust, trap: StateSet, state: State) -> bool:
    return Interpreter(question.system.model).holds(dict(trap.conditions).get(state.status, FALSE), state)
