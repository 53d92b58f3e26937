"""What is wrong with a certificate, found by listing states: a second reading of what each kind of evidence means.

It knows the interpreter and the question, and neither formulas nor solvers. States are those of a box: all values of
the attributes' types, clocks up to a reading. So what it finds is wrong; what it does not find may be wrong still,
with a clock beyond the box.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bcm_formal.model.expressions import Condition, clocks_of
from bcm_formal.model.model import LAW, Event
from bcm_formal.model.types import Value, domain
from bcm_formal.system.questions import Conditions, Inevitable, Pairs, Path, Question, Robust, Safety, Witness
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import OBSERVER, Delay, Expire, Part, State, Step, Take, single_steps
from bcm_formal.trust.certificate import (
    Act,
    Certificate,
    ComparisonProof,
    InvariantProof,
    LassoProof,
    PairProof,
    PathProof,
    PursuitProof,
    Region,
    SeparationProof,
    SetbackProof,
    StateSet,
    StrategyProof,
    TraceProof,
    TrapProof,
    WaitFor,
    Way,
)
from bcm_formal.trust.claim import Outcome
from bcm_formal.trust.trace import Trace
from tests.builders.parts import walked

Test = Callable[[State], bool]
_LONG = 20
"""so many units of a wait are looked at one by one"""


@dataclass(frozen=True)
class Box:
    """The states of a question's model with clocks up to `latest`."""

    question: Question
    latest: int

    @cached_property
    def interpreter(self) -> Interpreter:
        return Interpreter(self.question.system.model)

    @cached_property
    def states(self) -> list[State]:
        model = self.question.system.model
        values = [domain(attribute.kind) or range(-2, 4) for attribute in model.attributes]
        clocks = [range(self.latest + 1)] * len(model.clocks)
        return [
            State(status.name, attributes, readings)
            for status in model.statuses
            for attributes in itertools.product(*values)
            for readings in itertools.product(*clocks)
        ]

    @cached_property
    def changes(self) -> dict[State, list[tuple[Step, State]]]:
        """Every change and every unit of time."""
        found: dict[State, list[tuple[Step, State]]] = {}
        for state in self.states:
            later = self.interpreter.wait(state, 1)
            found[state] = [*self.interpreter.changes(state), *([(Delay(1), later)] if later else [])]
        return found

    @cached_property
    def starts(self) -> set[State]:
        return {state for state in self.states if self.interpreter.is_start(state)}

    def has(self, conditions: Conditions | StateSet) -> Test:
        """Whether a state is in a set."""
        members = dict(conditions.conditions) if isinstance(conditions, StateSet) else conditions
        tests = {status: self.interpreter.test(condition) for status, condition in members.items()}
        return lambda state: state.status in tests and tests[state.status](state)

    def event(self, step: Step) -> Event | None:
        return self.question.system.model.event.get(step.event) if isinstance(step, Take) else None


def complaints(outcome: Outcome, certificate: Certificate, box: Box, vacuity: Safety | None = None) -> Iterator[str]:
    """All that is wrong with the certificate as evidence of the outcome."""
    question = box.question
    match outcome, certificate, question:
        case Outcome.VACUOUS, InvariantProof(), Pairs():
            yield from _twins(box, certificate.invariant, question)
        case Outcome.HOLDS, InvariantProof(invariant), Safety(_, bad, along):
            yield from _invariant(box, invariant, along)
            yield from _none(box, "bad", box.has(invariant), box.has(bad))
        case Outcome.VIOLATED, TraceProof(trace), Safety(_, bad, along):
            yield from _last(box, trace, bad)
            if along is not None and not all(map(box.has(along), _units(box, trace))):
                yield "a state of the trace is not along"
        case Outcome.HOLDS, PathProof(invariant, regions), Path():
            inside, goal = box.has(invariant), box.has(question.goal)
            yield from _invariant(box, invariant)
            yield from _regions(box, regions, _Rules(goal, _by(question), inside))
            somewhere = _somewhere(box, regions)
            yield from _none(
                box, "no way", inside, box.has(question.origin), lambda s: not goal(s) and not somewhere(s)
            )
        case Outcome.VIOLATED, TrapProof(trace, trap), Path():
            yield from _last(box, trace, question.origin)
            yield from _last(box, trace, trap)
            yield from _trap(box, trap, question)
        case _, TraceProof(trace), Witness() if (outcome is Outcome.VIOLATED) == question.denied:
            yield from _last(box, trace, question.goal)
            yield from _witness(box, trace, question)
        case _, SeparationProof(invariant, trap), Witness() if (outcome is Outcome.HOLDS) == question.denied:
            yield from _invariant(box, invariant)
            yield from _trap(box, trap, question)
            caught = box.has(trap)
            yield from _none(box, "free", box.has(invariant), box.has(question.origin), lambda s: not caught(s))
        case Outcome.HOLDS, PursuitProof(), Inevitable():
            yield from _pursuit(box, certificate, question)
        case Outcome.VIOLATED, TraceProof(trace), Inevitable():
            ends = _over_in(box, question)
            yield from _missed(box, trace, question, ends)
        case Outcome.VIOLATED, LassoProof(trace, stay), Inevitable():
            yield from _missed(box, trace, question, box.has(stay))
            yield from _lasso(box, certificate, question)
        case Outcome.HOLDS, StrategyProof(), Robust():
            yield from _strategy(box, certificate, question)
        case Outcome.VIOLATED, SetbackProof(trace, traps), Robust():
            yield from _setbacks(box, certificate, question)
            if traps:
                yield from _last(box, trace, question.origin)
                yield from _last(box, trace, traps[-1])
        case Outcome.HOLDS, ComparisonProof(), Pairs():
            yield from _comparison(box, certificate, question)
        case Outcome.VIOLATED, PairProof(), Pairs():
            yield from _pair(box, certificate, question)
            yield from _closed(box, certificate.trap, question.second_arrival, _by(question))
        case _:
            yield "of the wrong kind"


# --- sets ---


def _none(box: Box, what: str, *tests: Test) -> Iterator[str]:
    """No state passes all tests."""
    yield from (f"{what}: {state}" for state in box.states if all(test(state) for test in tests))


def _invariant(box: Box, invariant: StateSet, along: Conditions | None = None) -> Iterator[str]:
    inside = box.has(invariant)
    counts = (lambda _: True) if along is None else box.has(along)
    yield from (f"start outside: {state}" for state in box.starts if counts(state) and not inside(state))
    for state in filter(counts, filter(inside, box.states)):
        yield from (f"left by {s}: {state}" for s, after in box.changes[state] if counts(after) and not inside(after))


def _by(question: Path | Witness | Robust | Pairs) -> Callable[[Event], bool]:
    actors, adverse = question.help.actors, question.help.adverse

    def counts(event: Event) -> bool:
        helps = actors is None or event.actor in (*actors, LAW)
        return helps and (adverse or not event.adverse) and event.actor != OBSERVER

    return counts


def _trap(box: Box, trap: StateSet, question: Path | Witness) -> Iterator[str]:
    yield from _closed(box, trap, question.goal, _by(question))


def _closed(box: Box, trap: StateSet, goal: Conditions, counts: Callable[[Event], bool]) -> Iterator[str]:
    inside = box.has(trap)
    yield from _none(box, "trapped at the goal", inside, box.has(goal))
    for state in filter(inside, box.states):
        for step, after in box.changes[state]:
            event = box.event(step)
            if (event is None or counts(event)) and not inside(after):
                yield f"the trap is left by {step}: {state}"


# --- ways ---


@dataclass(frozen=True)
class _Rules:
    arrived: Test
    counts: Callable[[Event], bool]
    inside: Test = lambda _: True
    strays: Test = lambda _: False


def _somewhere(box: Box, regions: Iterable[Region]) -> Test:
    tests = [(region.status, box.interpreter.test(region.condition)) for region in regions]
    return lambda state: any(state.status == status and test(state) for status, test in tests)


def _regions(box: Box, regions: Sequence[Region], rules: _Rules) -> Iterator[str]:
    for index, region in enumerate(regions):
        member = _somewhere(box, (region,))
        for state in filter(rules.inside, filter(member, box.states)):
            if rules.strays(state):
                yield f"region {index} lies astray: {state}"
            if not any(_leads(box, regions, region, way, state, rules) for way in region.ways):
                yield f"region {index} has no way: {state}"


def _leads(box: Box, regions: Sequence[Region], region: Region, way: Way, state: State, rules: _Rules) -> bool:
    after = _moved(box, way, state, rules)
    if after is None:
        return False
    return rules.arrived(after) or any(
        0 <= number < len(regions)
        and _somewhere(box, (regions[number],))(after)
        and _goes_down(box, region, regions[number], state, after)
        for number in way.into
    )


def _goes_down(box: Box, here: Region, there: Region, state: State, after: State) -> bool:
    if there.rank != here.rank or here.measure is None or there.measure is None:
        return there.rank < here.rank
    return 0 <= box.interpreter.value(there.measure, after) < box.interpreter.value(here.measure, state)


def _moved(box: Box, way: Way, state: State, rules: _Rules) -> State | None:
    interpreter, model = box.interpreter, box.question.system.model
    match way.move:
        case WaitFor(length):
            steps = interpreter.value(length, state)
            later: State | None = state
            for passed in range(min(steps, _LONG)):
                if later is None or (passed and rules.strays(later)):
                    return None
                later = interpreter.wait(later, 1)
            more = steps - _LONG
            return interpreter.wait(later, more) if later is not None and more > 0 else later if steps >= 0 else None
        case Act(rule, choices):
            if rule in model.limit:
                return interpreter.expire(state, rule)
            if rule not in model.event or not rules.counts(model.event[rule]):
                return None
            values: dict[str, Value] = {}
            for name, value in choices:
                is_term = not isinstance(value, Condition)
                values[name] = interpreter.value(value, state) if is_term else interpreter.holds(value, state)  # type: ignore[arg-type]
            return interpreter.fire(state, rule, values)


# --- must reach ---


def _over_in(box: Box, question: Inevitable) -> Test:
    """Whether nothing can happen any more, or time may pass and is used up."""
    place = [clock.name for clock in question.system.model.clocks].index(question.clock)

    def ends(state: State) -> bool:
        late = question.within is not None and state.clocks[place] >= question.within
        return _stuck(box, state) or (late and box.interpreter.wait(state, 1) is not None)

    return ends


def _stuck(box: Box, state: State) -> bool:
    steps = [step for step, _ in box.interpreter.changes(state) if not _observes(box, step)]
    return not steps and box.interpreter.wait(state, 1) is None


def _observes(box: Box, step: Step) -> bool:
    event = box.event(step)
    return event is not None and event.actor == OBSERVER


def _pursuit(box: Box, proof: PursuitProof, question: Inevitable) -> Iterator[str]:
    bound = box.interpreter.reading(proof.within)
    if question.within is not None and any(bound(state) > question.within for state in box.states):
        yield "it shows less"
    yield from _invariant(box, proof.invariant)
    pursued, goal = box.has(proof.pursuit), box.has(question.goal)
    begun = (box.has(proof.invariant), box.has(question.origin))
    yield from _none(box, "not pursued", *begun, lambda s: not goal(s) and not pursued(s))
    place = [clock.name for clock in question.system.model.clocks].index(question.clock)
    for state in (s for s in box.states if pursued(s) and not goal(s)):
        if _stuck(box, state):
            yield f"stuck: {state}"
        if state.clocks[place] >= bound(state) and box.interpreter.wait(state, 1) is not None:
            yield f"late: {state}"
        for step, after in box.changes[state]:
            if bound(after) != bound(state):
                yield f"the bound changes: {state}"
            if not _observes(box, step) and not goal(after) and not pursued(after):
                yield f"the pursuit is left by {step}: {state}"


def _lasso(box: Box, proof: LassoProof, question: Inevitable) -> Iterator[str]:
    place = [clock.name for clock in question.system.model.clocks].index(question.clock)
    stays, goal = box.has(proof.stay), box.has(question.goal)
    for _, condition in proof.stay.conditions:
        if question.clock in clocks_of(condition):
            yield "it depends on the observer's clock"
    yield from _none(box, "staying at the goal", stays, goal)

    def again(state: State) -> bool:
        return not goal(state) and ((stays(state) and state.clocks[place] >= 1) or _stuck(box, state))

    yield from _regions(box, proof.regions, _Rules(again, lambda e: e.actor != OBSERVER, strays=goal))
    somewhere = _somewhere(box, proof.regions)
    yield from _none(
        box, "no way on", stays, lambda s: s.clocks[place] == 0, lambda s: not again(s) and not somewhere(s)
    )


# --- despite adverse events ---


def _strategy(box: Box, proof: StrategyProof, question: Robust) -> Iterator[str]:
    layers, inside, goal = proof.layers, box.has(proof.invariant), box.has(question.goal)
    endless = len(layers) == 1 and question.setbacks > 0
    if len(proof.calm) != len(layers) or not (endless or len(layers) == question.setbacks + 1):
        yield "too few layers"
        return
    yield from _invariant(box, proof.invariant)
    counts = _by(question)
    for index, layer in enumerate(layers):
        calm = box.has(proof.calm[index])
        rules = _Rules(goal, counts, inside, lambda s, calm=calm: not calm(s))  # type: ignore[misc]
        yield from _regions(box, layer, rules)
        if index or endless:
            below = _somewhere(box, layers[max(0, index - 1)])
            for state in filter(inside, filter(calm, box.states)):
                for step, after in box.changes[state]:
                    event = box.event(step)
                    if event is not None and event.adverse and not goal(after) and not below(after):
                        yield f"{step} leads out of layer {index}: {state}"
    top = _somewhere(box, layers[-1])
    yield from _none(box, "no way", inside, box.has(question.origin), lambda s: not goal(s) and not top(s))


def _setbacks(box: Box, proof: SetbackProof, question: Robust) -> Iterator[str]:
    if len(proof.traps) != question.setbacks + 1:
        yield "not as many traps as setbacks"
    counts, goal = _by(question), box.has(question.goal)
    lower: Test = lambda _: False  # noqa: E731
    for index, states in enumerate(proof.traps):
        trap = box.has(states)
        yield from _none(box, f"trap {index} at the goal", trap, goal)
        for state in filter(trap, box.states):
            moves = [(box.event(step), after) for step, after in box.changes[state]]
            if any(event is not None and event.adverse and lower(after) for event, after in moves):
                continue
            for event, after in moves:
                if (event is None or (counts(event) and not event.adverse)) and not trap(after):
                    yield f"trap {index} is left: {state}"
        lower = trap


# --- two persons ---


def _pairs_in(box: Box, test: Test, question: Pairs) -> Iterator[tuple[State, State]]:
    """Two states with the test that differ in the attribute alone and of whom the first is one that is asked about."""
    place = list(box.question.system.model.attribute).index(question.attribute)
    counts = _is_asked(box, question)
    alike: dict[object, list[State]] = {}
    for state in filter(test, box.states):
        rest = (state.status, state.attributes[:place], state.attributes[place + 1 :], state.clocks)
        alike.setdefault(rest, []).append(state)
    for several in alike.values():
        yield from ((one, two) for one, two in itertools.permutations(several, 2) if counts(one, two))


def _is_asked(box: Box, question: Pairs) -> Callable[[State, State], bool]:
    """Whether the first state is among those compared, and the two differ by the change, if one is given."""
    place = list(box.question.system.model.attribute).index(question.attribute)
    among: Test = (lambda _: True) if question.among is None else box.has(question.among)

    def counts(first: State, second: State) -> bool:
        pair = first.attributes[place], second.attributes[place]
        return among(first) and (question.change is None or pair == (question.change.before, question.change.after))

    return counts


def _begins(box: Box, question: Pairs) -> Test:
    """Whether the observer's clock, if there is one, is at zero."""
    if question.within is None:
        return lambda _: True
    place = [clock.name for clock in question.system.model.clocks].index(question.within.clock)
    return lambda state: state.clocks[place] == 0


def _twins(box: Box, invariant: StateSet, question: Pairs) -> Iterator[str]:
    yield from _invariant(box, invariant)
    yield from (f"two: {one}" for one, _ in _pairs_in(box, box.has(invariant), question))


def _comparison(box: Box, proof: ComparisonProof, question: Pairs) -> Iterator[str]:
    inside, goal, trap = box.has(proof.invariant), box.has(question.second_arrival), box.has(proof.trap)
    yield from _invariant(box, proof.invariant)
    yield from _regions(box, proof.regions, _Rules(goal, _by(question), inside))
    yield from _closed(box, proof.trap, question.arrival, _by(question))
    somewhere = _somewhere(box, proof.regions)
    place = list(question.system.model.attribute).index(question.attribute)
    begins = _begins(box, question)
    for first, second in _pairs_in(box, lambda state: inside(state) and begins(state), question):
        asked = not question.raised or first.attributes[place] < second.attributes[place]
        if asked and not trap(first) and not goal(second) and not somewhere(second):
            yield f"only the first has a path: {first}"


def _pair(box: Box, proof: PairProof, question: Pairs) -> Iterator[str]:
    model = question.system.model
    states, twins = _stations(box, proof.trace), _stations(box, proof.twin)
    if not states or not twins or not 0 <= proof.index < len(states):
        yield "no such persons"
        return
    first, second = states[proof.index], twins[-1]
    if not box.has(question.arrival)(states[-1]):
        yield "the first does not come to the goal"
    if not _begins(box, question)(first):
        yield "no time begins there"
    if not all(_counts(box, question, step) for step in proof.trace.steps[proof.index :]):
        yield "the first goes on by a step that does not count"
    if not box.has(proof.trap)(second):
        yield "the second is not in the trap"
    place = list(model.attribute).index(question.attribute)
    others = [list(state.attributes) for state in (first, second)]
    one, other = others[0].pop(place), others[1].pop(place)
    if (first.status, first.clocks, others[0]) != (second.status, second.clocks, others[1]) or one == other:
        yield "they do not differ in it alone"
    if question.raised and one > other:
        yield "the second is not the better one"
    if not _is_asked(box, question)(first, second):
        yield "they are not compared"


# --- traces ---


def _unit_steps(trace: Trace) -> Iterator[Step]:
    for step in walked(trace.steps):
        yield from [Delay(1)] * step.steps if isinstance(step, Delay) and step.steps > 0 else [step]


def _units(box: Box, trace: Trace) -> list[State]:
    """Every state of the trace, unit by unit of time; none if it is no life course."""
    states = [trace.start]
    if trace.start.status not in box.question.system.model.status or trace.start not in box.starts:
        return []
    for step in _unit_steps(trace):
        after = _stepped(box, states[-1], step)
        if after is None:
            return []
        states.append(after)
    return states


def _stations(box: Box, trace: Trace) -> list[State]:
    """The states between the steps as they are written."""
    units = _units(box, trace)
    if not units:
        return []
    lengths = [sum(step.steps if isinstance(step, Delay) else 1 for step in walked((part,))) for part in trace.steps]
    return [units[place] for place in itertools.accumulate(lengths, initial=0)]


def _stepped(box: Box, state: State, step: Step) -> State | None:
    interpreter = box.interpreter
    match step:
        case Delay(steps):
            return interpreter.wait(state, 1) if steps == 1 else None
        case Take(name, choices):
            outcomes = [(taken, after) for taken, after in interpreter.changes(state) if isinstance(taken, Take)]
            needed = {taken.event: {place for place, _ in taken.choices} for taken, _ in outcomes}.get(name, set())
            chosen: Mapping[str, Value] = {place: value for place, value in choices if place in needed}
            return next(
                (after for taken, after in outcomes if taken.event == name and dict(taken.choices) == chosen), None
            )
        case Expire():
            return next((after for taken, after in interpreter.changes(state) if taken == step), None)


def _last(box: Box, trace: Trace, conditions: Conditions | StateSet) -> Iterator[str]:
    states = _units(box, trace)
    if not states:
        yield "no life course"
    elif not box.has(conditions)(states[-1]):
        yield "the trace ends elsewhere"


def _witness(box: Box, trace: Trace, question: Witness) -> Iterator[str]:
    states, steps = _stations(box, trace), trace.steps
    origin = box.has(question.origin)
    allowed = [_counts(box, question, step) for step in steps]
    if not any(origin(state) and all(allowed[index:]) for index, state in enumerate(states)):
        yield "no allowed way from the origin"


def _counts(box: Box, question: Witness | Pairs, part: Part) -> bool:
    events = (box.event(step) for step in single_steps((part,)))
    return all(event is None or _by(question)(event) for event in events)


def _missed(box: Box, trace: Trace, question: Inevitable, ends: Test) -> Iterator[str]:
    units, steps = _units(box, trace), list(_unit_steps(trace))
    origin, goal = box.has(question.origin), box.has(question.goal)
    if not units or not ends(units[-1]):
        yield "the trace ends elsewhere"
    if not any(
        origin(state) and not any(map(goal, units[index:])) and not any(_observes(box, s) for s in steps[index:])
        for index, state in enumerate(units)
    ):
        yield "the goal is met, or nobody is spoken of"
