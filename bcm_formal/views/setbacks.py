"""What setbacks do: where each leaves a person who has a strategy, and how they strike one who has none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from bcm_formal.model.expressions import FALSE, disjunction
from bcm_formal.model.model import CanReach, Event
from bcm_formal.system.questions import Path, Robust
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State, Step, Take
from bcm_formal.system.transition_system import EndlessChoiceError, Move, TransitionSystem, before_move
from bcm_formal.trust.certificate import SetbackProof, StateSet, StrategyProof
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.exploration import Explorer
from bcm_formal.verify.never import never_in
from bcm_formal.views.explanation import Explanation, why_stuck
from bcm_formal.views.offence import Offence
from bcm_formal.views.pathways import Pathway, Teller
from bcm_formal.views.phrases import counted, listed, rule_title, status_title, statuses_title, who_acts

_LOOKED_AT = 40
"""regions of a status, to find one that a setback leads into"""


@dataclass(frozen=True, slots=True)
class Recovery:
    """Where one setback leaves somebody on the way, and a way that is left from there; None: at the goal."""

    setback: str
    by: str
    status: str
    to: str
    pathway: Pathway | None


@dataclass(frozen=True, slots=True)
class Blow:
    """A life course with the setbacks that strike after it, what to say of it, and why there is no path at its end."""

    trace: Trace
    offence: Offence
    explanation: Explanation | None


# --- those who have a strategy ---


def recoveries_of(verdict: Verdict) -> tuple[Recovery, ...]:
    """For each setback that can strike on the pathways: where it leads, and how to go on."""
    question, proof = verdict.question, verdict.certificate
    if not isinstance(question, Robust) or not isinstance(proof, StrategyProof):
        return ()
    system = question.system
    teller = Teller(system, question.origin, proof.layers[-1])
    teller.tell()
    below = Teller(system, question.origin, proof.layers[-2] if len(proof.layers) > 1 else proof.layers[-1])
    found: list[Recovery] = []
    for status, indices in teller.passed().items():
        here = disjunction(teller.regions[index].condition for index in indices)
        for move in system.moves_from[status]:
            if move.adverse and not never_in(system).meets(status, here, move.guard):
                with suppress(EndlessChoiceError):
                    found += _recovery(question, move, below, partial(never_in(system).meets, status, here, move.guard))
    return tuple(found)


def _recovery(question: Robust, move: Move, below: Teller, nobody: partial[bool]) -> Iterator[Recovery]:
    """Where the setback leaves those of whom `nobody` says whether none meets a condition as well."""
    system, model = question.system, question.system.model
    arrived = question.goal.get(move.target)
    at_goal = arrived is not None and not nobody(before_move(system, move, arrived))
    pathway = None if at_goal else _left(system, move, below, nobody)
    if at_goal or pathway is not None:
        where, to = status_title(model, move.source), status_title(model, move.target)
        yield Recovery(rule_title(move.rule), who_acts(model, move.rule), where, to, pathway)


def _left(system: TransitionSystem, move: Move, below: Teller, nobody: partial[bool]) -> Pathway | None:
    """The shortest pathway that somebody takes whom the setback struck."""
    regions = [index for index, region in enumerate(below.regions) if region.status == move.target]
    for index in sorted(regions, key=lambda index: below.regions[index].rank)[:_LOOKED_AT]:
        if not nobody(before_move(system, move, below.regions[index].condition)):
            return below.pathway(index)
    return None


# --- those who have none ---


def blow_of(verdict: Verdict) -> Blow | None:
    """How setbacks strike the person of the evidence, one after the other, until there is no path at all."""
    question, proof, sentence = verdict.question, verdict.certificate, verdict.property.sentence
    if not isinstance(question, Robust) or not isinstance(proof, SetbackProof) or not isinstance(sentence, CanReach):
        return None
    model = question.system.model
    calm_model = replace(model, events=tuple(event for event in model.events if not event.adverse))
    calm = Path(TransitionSystem(calm_model, question.system.policy), question.origin, question.goal, question.actors)
    state = replay(Interpreter(model), proof.trace)[-1]
    steps: list[Step] = []
    level, struck = len(proof.traps) - 1, 0
    while level > 0:
        if _is_in(question, proof.traps[level - 1], state):
            level -= 1
            continue
        strike = _next_strike(question, calm, state, proof.traps[level - 1])
        if strike is None:
            break
        steps += strike[0]
        state, level, struck = strike[1], level - 1, struck + 1
    trace = Trace(proof.trace.start, (*proof.trace.steps, *steps))
    goal = statuses_title(model, question.goal)
    if level > 0:
        return Blow(trace, _thrown_back(question, state, proof.traps[level - 1], goal), None)
    hit = f"{counted(struck, 'setback has', 'setbacks have')} hit" if struck else "Even without setbacks"
    offence = Offence(f"{hit}: from here nothing but an adverse event could lead to {goal}.")
    return Blow(trace, offence, why_stuck(calm, proof.traps[0], state, sentence.within, sentence.target))


def _next_strike(question: Robust, calm: Path, state: State, lower: StateSet) -> tuple[list[Step], State] | None:
    """The fewest steps without a setback, then the setback, into the lower trap."""
    explored = Explorer(calm.system, calm.actors).explore((state,))
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


def _thrown_back(question: Robust, state: State, lower: StateSet, goal: str) -> Offence:
    """The setbacks near the state that lead to where fewer of them suffice."""
    model = question.system.model
    explorer = Explorer(question.system, question.actors)
    found: dict[str, None] = {}
    for seen in explorer.explore((state,)).states:
        for step, after in explorer.interpreter.changes(seen):
            rule = _setback(question, step)
            if rule and _is_in(question, lower, after):
                found[f"{rule_title(rule)} ({who_acts(model, rule)})"] = None
    which = f": {listed(found)}" if found else ""
    return Offence(f"On every way from here to {goal} a setback can hit that throws the person back{which}.")


def _setback(question: Robust, step: Step) -> Event | None:
    event = question.system.model.event[step.event] if isinstance(step, Take) else None
    return event if event and event.adverse else None


def _is_in(question: Robust, trap: StateSet, state: State) -> bool:
    return Interpreter(question.system.model).holds(dict(trap.conditions).get(state.status, FALSE), state)
