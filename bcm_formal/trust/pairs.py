"""What shows that of two states equal but for one attribute the second has a path if the first has, or has not.

Trusted: `comparison` lists all that must be proved, `check_pair` tests all that can be tested by replaying.
"""

from __future__ import annotations

from bcm_formal.system.questions import Pairs
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.smtlib import both, either, opposite, symbol
from bcm_formal.trust.certificate import ComparisonProof, InvariantProof, PairProof
from bcm_formal.trust.kinds import counting, step_counts
from bcm_formal.trust.obligations import Obligations, PathConstraints, StepRelation
from bcm_formal.trust.trace import ReplayError, replay


def comparison(work: Obligations, proof: ComparisonProof, question: Pairs) -> None:
    """I holds at every start and survives every step; the regions have their ways to the goal; the trap is closed and
    apart from it. Of two states of I that differ in the attribute alone, the first is in the trap or the second is
    at the goal or in a region: so if the first has a path, so has the second. With a time bound, both begin with the
    observer's clock at zero, and the goal is to be met in time."""
    inside = work.inductive(proof.invariant)
    goal = work.set_of("goal", question.arrival)
    constraints = PathConstraints("region", lambda s, v: work.holds_in(goal, s, v), counting(question.help), inside)
    anywhere = work.regions(proof.regions, constraints)
    trap = closed(work, proof, question)
    writer, name = work.writer, question.attribute
    possible, other, differs, declared = _other_value(work, name)
    first, second = writer.here[name], other[name]
    if question.raised:
        differs = both((opposite(first), second)) if writer.sort(name) == "Bool" else f"(< {first} {second})"
    begins = "true" if question.within is None else f"(= {writer.here[question.within.clock]} 0)"
    for status in work.statuses:
        both_inside = both((work.holds_in(inside, status), work.holds_in(inside, status, other)))
        way = either((work.holds_in(goal, status, other), anywhere(status, other)))
        work.add(
            f"twin_{status}",
            f"of two persons in {status} who differ in {name} alone, the second has a path if the first has one",
            both((possible, differs, begins, both_inside, opposite(trap[status]), opposite(way))),
            declared,
        )


def alone(work: Obligations, proof: InvariantProof, question: Pairs) -> None:
    """I holds at every start and survives every step; no two states of I differ in the attribute alone. So there are
    no two states to compare."""
    inside = work.inductive(proof.invariant)
    second, other, differs, declared = _other_value(work, question.attribute)
    for status in work.statuses:
        both_inside = both((work.holds_in(inside, status), work.holds_in(inside, status, other)))
        work.add(
            f"alone_{status}",
            f"no two persons in {status} differ in {question.attribute} alone",
            both((second, differs, both_inside)),
            declared,
        )


def _other_value(work: Obligations, name: str) -> tuple[str, dict[str, str], str, tuple[str, ...]]:
    """(that the other value is one of the type, a state that has it, that it is another, its declaration)."""
    writer, second = work.writer, f"other_{symbol(name)}"
    differs = f"(not (= {writer.here[name]} {second}))"
    declared = (f"(declare-const {second} {writer.sort(name)})",)
    return writer.domain(name, second), {**writer.here, name: second}, differs, declared


def closed(work: Obligations, proof: ComparisonProof | PairProof, question: Pairs) -> dict[str, str]:
    """No move that counts leads out of the trap, which is apart from the goal. Returns its text for each status."""
    trap = work.set_of("trap", dict(proof.trap.conditions))
    work.apart(trap, work.set_of("target", question.arrival), "both in the trap and at the goal")
    work.is_closed(trap, StepRelation("the trap", counting(question.help)))
    return {status: work.holds_in(trap, status) for status in work.statuses}


def check_pair(proof: PairProof, question: Pairs) -> None:
    """The first life course meets a state and goes on to the goal; the second ends in that state but for the
    attribute (with the higher value where that is asked), in the trap. With a time bound, time begins in that state.
    Raises `ReplayError` if not."""
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
    if question.raised and not first.attributes[place] < second.attributes[place]:
        raise ReplayError(f"the second person's `{question.attribute}` is not the better one")
    if not interpreter.holds(proof.trap.of(second.status), second):
        raise ReplayError("the second life course does not end in the trap")
