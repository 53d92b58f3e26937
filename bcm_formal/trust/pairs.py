"""What shows that of two states equal but for one attribute the second has a path if the first has, or has not.

Trusted: `comparison` lists all that must be proved, `check_pair` tests all that can be tested by replaying.
"""

from __future__ import annotations

from bcm_formal.model.expressions import FALSE
from bcm_formal.system.questions import Pairs
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.smtlib import both, either, literal, opposite, symbol
from bcm_formal.trust.certificate import ComparisonProof, InvariantProof, PairProof
from bcm_formal.trust.kinds import counting, step_counts
from bcm_formal.trust.obligations import Obligations, PathConstraints, StepRelation
from bcm_formal.trust.trace import ReplayError, replay


def comparison(work: Obligations, proof: ComparisonProof, question: Pairs) -> None:
    """I holds at every start and survives every step; the regions have their ways to the second's goal; the trap is
    closed and apart from the first's. Of two states of I that are compared, the first is in the trap or the second is
    at its goal or in a region: so if the first has a path, so has the second. With a time bound, both begin with the
    observer's clock at zero, and each is to meet the goal within its own time."""
    inside = work.inductive(proof.invariant)
    goal = work.set_of("goal", question.second_arrival)
    constraints = PathConstraints("region", lambda s, v: work.holds_in(goal, s, v), counting(question.help), inside)
    anywhere = work.regions(proof.regions, constraints)
    trap = closed(work, proof, question)
    writer, name = work.writer, question.attribute
    compared, other, declared = _compared(work, question)
    if question.raised:
        first, second = writer.here[name], other[name]
        rises = both((opposite(first), second)) if writer.sort(name) == "Bool" else f"(< {first} {second})"
        compared = both((compared, rises))
    begins = "true" if question.within is None else f"(= {writer.here[question.within.clock]} 0)"
    among = _among(work, question)
    for status in work.statuses:
        both_inside = both((work.holds_in(inside, status), work.holds_in(inside, status, other)))
        way = either((work.holds_in(goal, status, other), anywhere(status, other)))
        work.add(
            f"twin_{status}",
            f"of two persons in {status} who differ in {name} alone, the second has a path if the first has one",
            both((compared, among[status], begins, both_inside, opposite(trap[status]), opposite(way))),
            declared,
        )


def alone(work: Obligations, proof: InvariantProof, question: Pairs) -> None:
    """I holds at every start and survives every step; no two states of I, the first of them among those that are
    compared, differ in the attribute alone, by the change if one is given. So there are no two states to compare."""
    inside = work.inductive(proof.invariant)
    compared, other, declared = _compared(work, question)
    among = _among(work, question)
    for status in work.statuses:
        both_inside = both((work.holds_in(inside, status), work.holds_in(inside, status, other)))
        work.add(
            f"alone_{status}",
            f"no two persons in {status} differ in {question.attribute} alone",
            both((compared, among[status], both_inside)),
            declared,
        )


def _compared(work: Obligations, question: Pairs) -> tuple[str, dict[str, str], tuple[str, ...]]:
    """(that the other value is one of the type and another, by the change if one is given, the second state, the
    declaration of that value)."""
    writer, name = work.writer, question.attribute
    second, sort = f"other_{symbol(name)}", writer.sort(name)
    differs = f"(not (= {writer.here[name]} {second}))"
    if question.change is not None:
        values = ((writer.here[name], question.change.before), (second, question.change.after))
        differs = both((differs, *(f"(= {text} {literal(value)})" for text, value in values)))
    declared = (f"(declare-const {second} {sort})",)
    return both((writer.domain(name, second), differs)), {**writer.here, name: second}, declared


def _among(work: Obligations, question: Pairs) -> dict[str, str]:
    """For each status, that the first state is one of those that are compared."""
    if question.among is None:
        return dict.fromkeys(work.statuses, "true")
    members = work.set_of("among", question.among)
    return {status: work.holds_in(members, status) for status in work.statuses}


def closed(work: Obligations, proof: ComparisonProof | PairProof, question: Pairs) -> dict[str, str]:
    """No move that counts leads out of the trap, which is apart from the goal of whoever is to be in it: the first of
    two where a path of the second is shown, else the second. Returns its text for each status."""
    trap = work.set_of("trap", dict(proof.trap.conditions))
    goal = question.arrival if isinstance(proof, ComparisonProof) else question.second_arrival
    work.apart(trap, work.set_of("target", goal), "both in the trap and at the goal")
    work.is_closed(trap, StepRelation("the trap", counting(question.help)))
    return {status: work.holds_in(trap, status) for status in work.statuses}


def check_pair(proof: PairProof, question: Pairs) -> None:
    """The first life course meets a state that is compared and goes on to the goal; the second ends in that state but
    for the attribute (with the higher value, or by the change, where that is asked), in the trap. With a time bound,
    time begins in that state. Raises `ReplayError` if not."""
    model = question.system.model
    interpreter = Interpreter(model)
    states = replay(interpreter, proof.trace)
    second = replay(interpreter, proof.twin)[-1]
    if not 0 <= proof.index < len(states):
        raise ReplayError("the first life course has no such moment")
    first, last = states[proof.index], states[-1]
    if last.status not in question.goal or not interpreter.holds(question.arrival[last.status], last):
        raise ReplayError("the first life course does not end at the goal")
    if question.within is not None:
        names = [clock.name for clock in model.clocks]
        if first.clocks[names.index(question.within.clock)] != 0:
            raise ReplayError("no time begins where the two persons differ")
    if not all(step_counts(step, question) for step in proof.trace.steps[proof.index :]):
        raise ReplayError("the first life course goes on by a step that does not count")
    differing = [
        a.name for a, x, y in zip(model.attributes, first.attributes, second.attributes, strict=True) if x != y
    ]
    if (first.status, first.clocks) != (second.status, second.clocks) or differing != [question.attribute]:
        raise ReplayError(f"the two persons do not differ in `{question.attribute}` alone")
    place = [attribute.name for attribute in model.attributes].index(question.attribute)
    values = first.attributes[place], second.attributes[place]
    if question.raised and not values[0] < values[1]:
        raise ReplayError(f"the second person's `{question.attribute}` is not the better one")
    if question.change is not None and values != (question.change.before, question.change.after):
        raise ReplayError(f"the two persons do not differ by the change of `{question.attribute}`")
    if question.among is not None and not interpreter.holds(question.among.get(first.status, FALSE), first):
        raise ReplayError("the first person is none of those who are compared")
    if not interpreter.holds(proof.trap.of(second.status), second):
        raise ReplayError("the second life course does not end in the trap")
