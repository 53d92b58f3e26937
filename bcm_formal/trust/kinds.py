"""Which obligations each kind of certificate has for its question.

Trusted: each list is complete, that is, if all its obligations are unsatisfiable then the claim is true. The reason
stands with each function.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bcm_formal.model.expressions import FALSE, ClockTerm, Condition, Number, Term, comparison, conjunction, negation
from bcm_formal.model.model import AnyValue, Event
from bcm_formal.system.choices import distinguishing_choices
from bcm_formal.system.help import Help
from bcm_formal.system.questions import Conditions, Inevitable, Pairs, Path, Robust, Safety, Witness
from bcm_formal.system.smtlib import Vector, both, either, literal, opposite
from bcm_formal.system.state import OBSERVER, Part, Take, single_steps
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import (
    InvariantProof,
    LassoProof,
    PathProof,
    PursuitProof,
    SeparationProof,
    SetbackProof,
    StateSet,
    StrategyProof,
)
from bcm_formal.trust.obligations import MalformedCertificateError, Members, Obligations, PathConstraints, StepRelation


def invariant(work: Obligations, proof: InvariantProof, question: Safety) -> None:
    """I holds at every start, survives every step (of life courses that count), and excludes what is bad."""
    along = None if question.along is None else work.set_of("along", question.along)
    inside = work.inductive(proof.invariant, along)
    work.excludes(inside, work.set_of("bad", question.bad), "within the invariant")


def paths(work: Obligations, proof: PathProof, question: Path) -> None:
    """I as above; every state the property speaks of is at the goal or in a region; ranks go down to the goal, by
    paths that keep to what they must."""
    inside = work.inductive(proof.invariant)
    origin, goal = work.set_of("origin", question.origin), work.set_of("goal", question.goal)
    strays = None if question.along is None else _outside_of(work, work.set_of("along", question.along))
    constraints = PathConstraints("region", partial(work.holds_in, goal), counting(question.help), inside, strays)
    anywhere = work.regions(proof.regions, constraints)
    work.covers(inside, origin, lambda s: either((work.holds_in(goal, s), anywhere(s))), "at the goal or in a region")


def separation(work: Obligations, proof: SeparationProof, question: Witness) -> None:
    """I as above; every state the property speaks of is in the trap; the trap as above."""
    inside = work.inductive(proof.invariant)
    origin = work.set_of("origin", question.origin)
    members = trap(work, proof.trap, question)
    work.covers(inside, origin, partial(work.holds_in, members), "in the trap")


def trap(work: Obligations, states: StateSet, question: Path | Witness) -> Members:
    """No allowed move leaves the trap (from states in which a path may go on); the trap and the goal exclude each
    other."""
    members = work.set_of("trap", dict(states.conditions))
    work.apart(members, work.set_of("goal", question.goal), "both in the trap and at the goal")
    ended: dict[str, str] = {}
    if isinstance(question, Path) and question.along is not None:
        strays = _outside_of(work, work.set_of("along", question.along))
        ended = {status: strays(status, work.writer.here) for status in work.statuses}
    work.is_closed(members, StepRelation("the trap", counting(question.help), None, ended))
    return members


def _outside_of(work: Obligations, members: Members) -> Callable[[str, Vector], str]:
    """True iff a state of a status is not in the set."""
    return lambda status, vector: opposite(work.holds_in(members, status, vector))


def counting(help: Help) -> Callable[[Event], bool]:
    """Whether an event counts."""
    return lambda event: help.counts(event.actor, event.adverse)


def step_counts(part: Part, question: Witness | Pairs) -> bool:
    """Whether a step, or each of those that are repeated, counts on a path; time and limits do."""
    counts, events = counting(question.help), question.system.model.event
    return all(not isinstance(step, Take) or counts(events[step.event]) for step in single_steps((part,)))


def _real(event: Event) -> bool:
    """Not an event of the observer."""
    return event.actor != OBSERVER


# --- must reach ---


def pursuit(work: Obligations, proof: PursuitProof, question: Inevitable) -> None:
    """I as above. From the origin on, until the goal is met, every state is in the pursuit, which has no dead end and
    lets no time pass when D, which stands, is used up. As time passes on endless lives, the goal is met within D."""
    system = question.system
    if not work.writer.reads(proof.within) <= standing(system):
        raise MalformedCertificateError("the bound reads what may change")
    if question.within is not None and not (isinstance(proof.within, Number) and proof.within.value <= question.within):
        raise MalformedCertificateError(f"it shows another bound than {question.within} steps, or a longer one")
    inside = work.inductive(proof.invariant)
    origin, goal = work.set_of("origin", question.origin), work.set_of("goal", question.goal)
    away = work.set_of("away", outside(system, question.goal))
    members = work.set_of("pursuit", dict(proof.pursuit.conditions))

    def begun(status: str) -> str:
        return either((work.holds_in(goal, status), work.holds_in(members, status)))

    work.covers(inside, origin, begun, "at the goal or in the pursuit")
    work.is_closed(members, StepRelation("the pursuit", _real, away))
    stuck = work.set_of("stuck", stuck_in(system))
    late = work.set_of("late", late_in(question, proof.within))
    for status in work.statuses:
        ended = either((work.holds_in(stuck, status), work.holds_in(late, status)))
        parts = (work.holds_in(members, status), work.holds_in(away, status), ended)
        work.add(f"pursuit_{status}", f"in the pursuit nobody in {status} is stuck or late", both(parts))


def lasso(work: Obligations, proof: LassoProof, question: Inevitable) -> None:
    """With the replayed life course into `stay`: from there ways that never meet the goal lead, a unit of time or
    more later, into `stay` again or to a dead end; so some life course never meets the goal."""
    system, clock = question.system, question.clock
    if any(clock in work.writer.reads(condition) for _, condition in proof.stay.conditions):
        raise MalformedCertificateError("the set to stay in may not depend on the observer clock")
    goal = work.set_of("goal", question.goal)
    stay, stuck = work.set_of("stay", dict(proof.stay.conditions)), work.set_of("stuck", stuck_in(system))
    work.apart(stay, goal, "both staying and at the goal")

    def again(status: str, vector: Vector) -> str:
        later = both((work.holds_in(stay, status, vector), f"(>= {vector[clock]} 1)"))
        away = opposite(work.holds_in(goal, status, vector))
        return both((away, either((later, work.holds_in(stuck, status, vector)))))

    anywhere = work.regions(proof.regions, PathConstraints("region", again, _real, None, partial(work.holds_in, goal)))
    here = work.writer.here
    for status in work.statuses:
        begins = both((work.holds_in(stay, status), f"(= {here[clock]} 0)"))
        reached = either((again(status, here), anywhere(status)))
        work.add(f"stays_{status}", f"whoever stays in {status} has a way", both((begins, opposite(reached))))


def stuck_in(system: TransitionSystem) -> dict[str, Condition]:
    """The dead ends."""
    return {status: negation(system.can_proceed(status)) for status in system.statuses}


def late_in(question: Inevitable, within: Term) -> dict[str, Condition]:
    """The states in which `within` is used up and time may still pass: the next unit is one too many."""
    system = question.system
    used_up = comparison(">=", ClockTerm(question.clock), within)
    return {status: conjunction((used_up, system.time_can_pass(status))) for status in system.statuses}


def standing(system: TransitionSystem) -> frozenset[str]:
    """The clocks with the same reading all along every life course: they never run, and no rule sets them."""
    changed = {name for move in system.moves for name, _ in move.sets}
    return frozenset(c.name for c in system.model.clocks if c.runs == c.zero == FALSE and c.name not in changed)


def outside(system: TransitionSystem, conditions: Conditions) -> dict[str, Condition]:
    """The states that do not satisfy the conditions."""
    return {status: negation(conditions.get(status, FALSE)) for status in system.statuses}


# --- despite adverse events ---


def strategy(work: Obligations, proof: StrategyProof, question: Robust) -> None:
    """I as above. The ways of layer j use no adverse event and touch only states of its calm set, from which every
    adverse event leads to the goal or into layer j-1; so following them meets the goal with at most j setbacks.
    Of a single layer they lead into itself: by induction it is in layer j for every j."""
    layers, endless = proof.layers, len(proof.layers) == 1 and question.setbacks > 0
    if (not endless and len(layers) != question.setbacks + 1) or len(proof.calm) != len(layers):
        raise MalformedCertificateError(f"it has {len(layers)} layers for {question.setbacks} setbacks")
    inside = work.inductive(proof.invariant)
    origin, goal = work.set_of("origin", question.origin), work.set_of("goal", question.goal)
    counts, arrived = counting(question.help), partial(work.holds_in, goal)

    def reached(index: int, status: str, vector: Vector) -> str:
        return either((arrived(status, vector), work.anywhere(layers[index], f"layer{index}_region")(status, vector)))

    for index, layer in enumerate(layers):
        calm = work.set_of(f"calm{index}", dict(proof.calm[index].conditions))

        def struck(status: str, vector: Vector, calm: Members = calm) -> str:
            return opposite(work.holds_in(calm, status, vector))

        steers = PathConstraints(f"layer{index}_region", arrived, counts, inside, struck)
        work.regions(layer, steers)
        if index or endless:
            _withstands(work, calm, inside, partial(reached, max(0, index - 1)))
    top = partial(reached, len(layers) - 1)
    work.covers(inside, origin, lambda status: top(status, work.writer.here), "at the goal or in the last layer")


def _withstands(work: Obligations, calm: Members, inside: Members, below: Callable[[str, Vector], str]) -> None:
    """Every adverse event that is possible in the calm set leads to where `below` is true."""
    for event in work.model.events:
        for status in event.sources if event.adverse else ():
            chosen, declared, domains = work.free_choices(event.assignments)
            target = event.target or status
            ranges, after = work.writer.after(event, status, chosen)
            here = (work.holds_in(inside, status), work.holds_in(calm, status), work.writer.event_guard(event, status))
            work.add(
                f"{calm.prefix}_{event.name}_{status}",
                f"whoever is in {calm.prefix} in {status} is at the goal or in the layer below after {event.name}",
                both((*here, *domains, ranges, opposite(below(target, after)))),
                declared,
            )


def setbacks(work: Obligations, proof: SetbackProof, question: Robust) -> None:
    """With the replayed life course into the last trap: no state of trap j can steer to the goal if j adverse events
    may hit. For in trap j they are not there, every move that is not adverse stays in it, unless one of the adverse
    events is possible and leads into trap j-1."""
    if len(proof.traps) != question.setbacks + 1:
        raise MalformedCertificateError(f"it has {len(proof.traps)} traps for {question.setbacks} setbacks")
    goal, counts = work.set_of("goal", question.goal), counting(question.help)
    lower: Members | None = None
    below: Conditions = {}
    for index, states in enumerate(proof.traps):
        members = work.set_of(f"trap{index}", dict(states.conditions))
        work.apart(members, goal, "both in the trap and at the goal")
        struck = {} if lower is None else {status: _falls(work, status, lower, below) for status in work.statuses}
        steps = StepRelation(f"trap {index}", counts, None, struck)
        work.is_closed(members, steps)
        lower, below = members, dict(states.conditions)


def _falls(work: Obligations, status: str, lower: Members, conditions: Conditions) -> str:
    """True only if some adverse event, with some of its values, leads into the lower trap, whose conditions are given:
    one choice that leads there is enough, whatever others would do."""
    parts: list[str] = []
    for event in work.model.events:
        if event.adverse and status in event.sources:
            target = event.target or status
            free = (item.name for item in event.assignments if isinstance(item.value, AnyValue))
            kinds = {name: work.model.attribute[name].kind for name in free}
            read = (conditions.get(target, FALSE), *(clock.zero for clock in work.model.clocks))
            for choice in distinguishing_choices(kinds, read):
                chosen = {name: literal(value) for name, value in choice.items()}
                ranges, after = work.writer.after(event, status, chosen)
                guard = work.writer.event_guard(event, status)
                parts.append(both((guard, ranges, work.holds_in(lower, target, after))))
    return either(parts)
