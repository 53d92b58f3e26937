"""The checker refuses evidence that was changed so that it cannot show its claim any more.

Every change here makes the evidence certainly wrong, not merely different: a reachable state is taken out of what
is said to be reachable, ranks do not go down, a trace stops a step early, the opposite is claimed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from bcm_formal.model.expressions import (
    TRUE,
    AttributeTerm,
    ClockTerm,
    Condition,
    Flag,
    Number,
    comparison,
    conjunction,
    negation,
)
from bcm_formal.model.types import Duration
from bcm_formal.system.questions import Path, Safety, Witness, question_of
from bcm_formal.system.state import State
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import (
    Certificate,
    InvariantProof,
    PathProof,
    SeparationProof,
    StateSet,
    TraceProof,
    TrapProof,
)
from bcm_formal.trust.check import check
from bcm_formal.trust.claim import Claim, Outcome
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.explicit.engine import Explicit, graph_of
from bcm_formal.verify.explicit.graph import Graph, counting
from tests.builders.random_models import random_model, random_sentence

pytestmark = pytest.mark.slow

BUDGET = Budget(work=5_000)
Mutants = Iterator[tuple[str, Certificate]]


@dataclass(frozen=True)
class Mutation:
    """Changes the evidence of the explicit engine for one question."""

    question: Safety | Path | Witness
    graph: Graph
    draw: random.Random

    def of(self, evidence: Certificate) -> Mutants:
        match evidence:
            case InvariantProof():
                yield from self.invariants(evidence)
            case PathProof():
                yield from self.invariants(evidence)
                yield from self.paths(evidence)
            case SeparationProof():
                yield from self.invariants(evidence)
                if isinstance(self.question, Witness) and self.graph.where(self.question.origin):
                    yield "nobody is trapped", replace(evidence, trap=StateSet(()))
            case TraceProof(trace):
                yield from ((what, TraceProof(other)) for what, other in self.traces(trace))
            case TrapProof(trace, trap):
                yield from ((what, TrapProof(other, trap)) for what, other in self.traces(trace))
                yield from self.traps(evidence)

    def invariants(self, evidence: InvariantProof | PathProof | SeparationProof) -> Mutants:
        if self.graph.states:
            yield "nobody is reachable", replace(evidence, invariant=StateSet(()))
            course = self.graph.course_to(self.draw.randrange(len(self.graph.states)))
            missing = replay(self.graph.interpreter, course)[-1]
            yield "a state is missing", replace(evidence, invariant=self.without(evidence.invariant, missing))

    def paths(self, evidence: PathProof) -> Mutants:
        if evidence.regions:
            yield "nobody is in a region", replace(evidence, regions=())
        far = [index for index, region in enumerate(evidence.regions) if region.rank > 1]
        if far:
            level = tuple(replace(region, rank=1) for region in evidence.regions)
            yield "ranks do not go down", replace(evidence, regions=level)
            index = self.draw.choice(far)
            there = replace(evidence.regions[index], ways=(replace(evidence.regions[index].ways[0], into=()),))
            regions = (*evidence.regions[:index], there, *evidence.regions[index + 1 :])
            yield "a way ends before the goal", replace(evidence, regions=regions)

    def traces(self, trace: Trace) -> Iterator[tuple[str, Trace]]:
        if trace.steps:
            yield "the last step is missing", Trace(trace.start, trace.steps[:-1])
        later = tuple(reading + 1 for reading in trace.start.clocks)
        yield "it begins at no start", Trace(trace.start._replace(clocks=later), trace.steps)

    def traps(self, evidence: TrapProof) -> Mutants:
        assert isinstance(self.question, Path)
        interpreter = self.graph.interpreter
        first = replay(interpreter, evidence.trace)[-1]
        yield "the trap is left out", replace(evidence, trap=self.without(evidence.trap, first))
        allowed = counting(interpreter, self.question.help)
        following = [after for step, after in interpreter.changes(first) if allowed(step) and after != first]
        for after in following[:2]:
            yield "the trap is open", replace(evidence, trap=self.without(evidence.trap, after))
        if self.graph.where(self.question.goal):
            everybody = StateSet(tuple((status, TRUE) for status in self.question.system.statuses))
            yield "the goal is in the trap", replace(evidence, trap=everybody)

    def without(self, members: StateSet, state: State) -> StateSet:
        """The set without one state."""
        left = negation(self.exactly(state))
        return StateSet(tuple((s, conjunction((c, left)) if s == state.status else c) for s, c in members.conditions))

    def exactly(self, state: State) -> Condition:
        model = self.question.system.model
        parts: list[Condition] = []
        for attribute, value in zip(model.attributes, state.attributes, strict=True):
            if isinstance(value, bool):
                parts.append(Flag(attribute.name) if value else negation(Flag(attribute.name)))
            else:
                term = AttributeTerm(attribute.name, attribute.kind)
                parts.append(comparison("=", term, Number(value, attribute.kind)))
        for clock, reading in zip(model.clocks, state.clocks, strict=True):
            parts.append(comparison("=", ClockTerm(clock.name), Number(reading, Duration())))
        return conjunction(parts)


@pytest.mark.parametrize("first", range(70_000, 70_100, 10))
def test_changed_evidence_is_refused(first: int) -> None:
    believed, tried = [], 0
    for number in range(first, first + 10):
        draw = random.Random(number)
        model = random_model(draw)
        for _ in range(3):
            sentence = random_sentence(draw, model)
            question = question_of(TransitionSystem(model), sentence)
            assert isinstance(question, Safety | Path | Witness)
            claim = Explicit().run(question, BUDGET)
            if not isinstance(claim, Claim):
                continue
            opposite = Outcome.HOLDS if claim.outcome is Outcome.VIOLATED else Outcome.VIOLATED
            changed = [("the opposite", replace(claim, outcome=opposite))]
            mutation = Mutation(question, graph_of(question, BUDGET), draw)
            changed += [(what, replace(claim, certificate=other)) for what, other in mutation.of(claim.certificate)]
            tried += len(changed)
            believed += [
                (number, what, sentence) for what, wrong in changed if isinstance(check(wrong, question, None), Shown)
            ]
    assert believed == []
    assert tried > 50
