"""What a question reads: everything else of a model is left out before an engine is asked.

An attribute or clock that no guard, limit, start or running condition and no part of the question reads, not even
through what others are set to, can have any value without a difference to what happens and to what is asked. So an
engine is asked about the model without it, and its evidence is put into the terms of the whole model again: what was
left out begins as it begins there, or with the first value of its type, and takes that value where it may take any.
Nothing of this is believed: the checker checks the evidence against the whole model.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import fields, replace
from typing import TypeVar, assert_never
from weakref import WeakKeyDictionary

from bcm_formal.model.expressions import TRUE, Condition, Expression, Number, Term, Truth
from bcm_formal.model.model import TIME_IN_STATUS, AnyValue, Assignment, Model
from bcm_formal.model.ranges import fits
from bcm_formal.model.sentences import Formula
from bcm_formal.model.types import Integer, Value
from bcm_formal.records import dataclass
from bcm_formal.system.ctl.formulas import conditions_of
from bcm_formal.system.encode import names_of, some_value
from bcm_formal.system.questions import (
    Conditions,
    CtlQuestion,
    Inevitable,
    Pairs,
    Path,
    Question,
    Robust,
    Safety,
    Witness,
)
from bcm_formal.system.repeated import after
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import Part, Repeat, State, Step, Take
from bcm_formal.system.transition_system import TransitionSystem
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
    StrategyProof,
    TraceProof,
    TrapProof,
    Way,
)
from bcm_formal.trust.claim import Claim
from bcm_formal.trust.trace import Trace

MOST_STEPS = 50_000
"""so many steps are written one by one where they are not shown to be possible as rounds"""
_ALWAYS: WeakKeyDictionary[TransitionSystem, frozenset[str]] = WeakKeyDictionary()
_CHEAP: WeakKeyDictionary[TransitionSystem, frozenset[str]] = WeakKeyDictionary()
_SMALLER: WeakKeyDictionary[TransitionSystem, dict[frozenset[str], TransitionSystem]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Rest:
    """What a system has and a smaller one of it has not, and how to say of the whole what was found of the small."""

    small: TransitionSystem
    whole: TransitionSystem

    def claim(self, claim: Claim) -> Claim:
        """The claim, its evidence about the whole."""
        return claim if self.small is self.whole else replace(claim, certificate=self._certificate(claim.certificate))

    def _certificate(self, proof: Certificate) -> Certificate:
        match proof:
            case InvariantProof() | SeparationProof() | PursuitProof():
                return proof  # sets only
            case PathProof() | ComparisonProof():
                return replace(proof, regions=self._regions(proof.regions))
            case LassoProof():
                return replace(proof, trace=self.trace(proof.trace), regions=self._regions(proof.regions))
            case StrategyProof():
                return replace(proof, layers=tuple(self._regions(layer) for layer in proof.layers))
            case TraceProof() | TrapProof() | SetbackProof():
                return replace(proof, trace=self.trace(proof.trace))
            case PairProof():
                return replace(proof, trace=self.trace(proof.trace), twin=self.trace(proof.twin))
            case _:
                assert_never(proof)

    def trace(self, trace: Trace) -> Trace:
        """A life course of the whole."""
        if self.small is self.whole:
            return trace
        start, parts = self._state(trace.start), tuple(map(self._part, trace.steps))
        if not any(isinstance(part, Repeat) for part in parts):
            return Trace(start, parts)
        return Trace(start, tuple(self._shown(start, parts)))

    def _shown(self, state: State, parts: Iterable[Part]) -> Iterator[Part]:
        """The parts; where the first round alone sets what was left out to a value that it keeps, the others after that
        round, and what is not shown to be possible so step by step."""
        interpreter = Interpreter(self.whole.model)
        here: State | None = state
        for part in parts:
            pieces: Sequence[Part] = (part,)
            if here is not None and isinstance(part, Repeat) and after(interpreter, here, part) is None:
                pieces = (*part.steps, Repeat(part.steps, part.times - 1))
                if passed(interpreter, here, pieces) is None and part.times * len(part.steps) <= MOST_STEPS:
                    pieces = part.steps * part.times
            yield from pieces
            here = None if here is None else passed(interpreter, here, pieces)

    def _state(self, state: State) -> State:
        small, model = self.small.model, self.whole.model
        values = dict(zip((item.name for item in small.attributes), state.attributes, strict=True))
        readings = dict(zip((clock.name for clock in small.clocks), state.clocks, strict=True))
        return State(
            state.status,
            tuple(values.get(item.name, some_value(self.whole, item.name)) for item in model.attributes),
            tuple(readings.get(clock.name, clock.start or 0) for clock in model.clocks),
        )

    def _part(self, part: Part) -> Part:
        if isinstance(part, Repeat):
            return Repeat(tuple(map(self._step, part.steps)), part.times)
        return self._step(part)

    def _step(self, step: Step) -> Step:
        if not isinstance(step, Take):
            return step
        return Take(step.event, (*step.choices, *self._left_out(step.event).items()))

    def _left_out(self, rule: str) -> dict[str, Value]:
        """What an event that may set things to any value sets those to that were left out."""
        event = self.whole.model.event.get(rule)
        assignments = () if event is None else event.assignments
        free = (item.name for item in assignments if isinstance(item.value, AnyValue))
        return {name: some_value(self.whole, name) for name in free if name not in self.small.model.attribute}

    def _regions(self, regions: tuple[Region, ...]) -> tuple[Region, ...]:
        return tuple(replace(region, ways=tuple(self._way(way) for way in region.ways)) for region in regions)

    def _way(self, way: Way) -> Way:
        if not isinstance(way.move, Act):
            return way
        left_out = ((name, self._written(name, value)) for name, value in self._left_out(way.move.rule).items())
        return replace(way, move=replace(way.move, choices=(*way.move.choices, *left_out)))

    def _written(self, name: str, value: Value) -> Condition | Term:
        return Truth(value) if isinstance(value, bool) else Number(value, self.whole.model.attribute[name].kind)


Q = TypeVar("Q", bound=Question)


def smaller(question: Q) -> tuple[Q, Rest]:
    """The question about a model without what it does not read."""
    whole = question.system
    needed = read_by(question) | _read_cheaply(whole)
    small = without_the_rest(whole, needed, isinstance(question, Pairs))
    return question if small is whole else replace(question, system=small), Rest(small, whole)


def shared(system: TransitionSystem) -> TransitionSystem:
    """The smaller system that most questions about the properties of the model are asked of."""
    return without_the_rest(system, _read_cheaply(system))


def without_the_rest(
    system: TransitionSystem, needed: Iterable[str] = (), with_all_that_changes: bool = False
) -> TransitionSystem:
    """The system without what neither its rules nor `needed` read; the same one each time for the same rest.

    `with_all_that_changes`: only what nothing ever sets is left out: two compared states must agree on the rest.
    """
    dropped = _not_read(system, system.model, needed, with_all_that_changes)
    return _smaller(system, dropped) if dropped else system


def begun_without_the_rest(system: TransitionSystem, model: Model, needed: Iterable[str]) -> Rest:
    """The status graph of a model that differs from that of the system only in how life courses begin, and what is left
    of it without what neither its rules nor `needed` read."""
    dropped = _not_read(system, model, needed)
    whole = _begun_by(system, model)
    return Rest(_begun_by(_smaller(system, dropped), _without(model, dropped)) if dropped else whole, whole)


def _begun_by(system: TransitionSystem, model: Model) -> TransitionSystem:
    begun = copy(system)
    begun.model = begun.policy = model
    begun.companions = []
    return begun


def _not_read(
    system: TransitionSystem, model: Model, needed: Iterable[str], with_all_that_changes: bool = False
) -> frozenset[str]:
    """`model`: says how life courses begin."""
    read = _read_by_rules(system) | {TIME_IN_STATUS, *needed}
    read = read.union(*(names_of(start.condition) for start in model.starts))
    names = (*(item.name for item in model.attributes), *(clock.name for clock in model.clocks))
    if with_all_that_changes:
        read |= {name for move in system.moves for name in (*dict(move.sets), *move.free)} | set(model.clock)
    kept = _closed(system, read)
    return frozenset(name for name in names if name not in kept)


def _smaller(system: TransitionSystem, dropped: frozenset[str]) -> TransitionSystem:
    made = _SMALLER.setdefault(system, {})
    if dropped not in made:
        made[dropped] = TransitionSystem(_without(system.model, dropped))
    return made[dropped]


def _without(model: Model, dropped: frozenset[str]) -> Model:
    def kept(assignments: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
        return tuple(item for item in assignments if item.name not in dropped)

    return replace(
        model,
        attributes=tuple(item for item in model.attributes if item.name not in dropped),
        clocks=tuple(clock for clock in model.clocks if clock.name not in dropped),
        events=tuple(replace(event, assignments=kept(event.assignments)) for event in model.events),
        limits=tuple(replace(limit, assignments=kept(limit.assignments)) for limit in model.limits),
    )


def read_by(question: Question) -> frozenset[str]:
    """The attributes and clocks that the question itself reads."""
    match question:
        case Safety(_, bad, along):
            return _in(bad) | _in(along or {})
        case Path(_, origin, goal, _, along):
            return _in(origin) | _in(goal) | _in(along or {})
        case Witness(_, origin, goal) | Robust(_, origin, goal):
            return _in(origin) | _in(goal)
        case Inevitable(_, origin, goal, _, clock):
            return _in(origin) | _in(goal) | {clock}
        case Pairs(_, attribute, _, goal):  # all clocks are kept anyway
            return _in(goal) | _in(question.among or {}) | {attribute}
        case CtlQuestion(_, formula):
            return frozenset(name for condition in conditions_of(formula) for name in names_of(condition))
        case _:
            assert_never(question)


def _read_cheaply(system: TransitionSystem) -> frozenset[str]:
    """What some property of the model reads, numbers without bounds apart, which may cost much: with all the rest in
    it most questions are about one and the same smaller model, for which engines keep what they computed."""
    if system not in _CHEAP:
        model = system.model
        found: set[str] = set()
        for item in model.properties:
            for part in (getattr(item.sentence, field.name) for field in fields(item.sentence)):
                if isinstance(part, Expression):
                    found |= names_of(part)
                elif isinstance(part, Formula):
                    found |= {name for condition in conditions_of(part) for name in names_of(condition)}
                elif isinstance(part, str):
                    found.add(part)
        kinds = {attribute.name: attribute.kind for attribute in model.attributes}
        _CHEAP[system] = frozenset(name for name in found if not isinstance(kinds.get(name), Integer))
    return _CHEAP[system]


def _in(conditions: Conditions) -> frozenset[str]:
    return frozenset(name for condition in conditions.values() for name in names_of(condition))


def _read_by_rules(system: TransitionSystem) -> frozenset[str]:
    """What decides whether something can happen or time can pass.

    What is written counts, also where the status alone decides: the smaller model is read by the interpreter, too.
    """
    if system not in _ALWAYS:
        found: set[str] = set()
        for event in system.model.events:
            found = found.union(*(names_of(item.condition) for item in event.requirements))
        for limit in system.model.limits:
            found |= {limit.clock} | names_of(limit.condition) | names_of(limit.bound) | names_of(limit.when)
        for move in system.moves:
            found |= names_of(move.guard)
            found |= {name for name, value in move.sets if not _always_fits(system, name, value)}
        for boundary in (boundary for status in system.statuses for boundary in system.boundaries[status]):
            found |= {boundary.clock} | names_of(boundary.condition) | names_of(boundary.bound)
        _ALWAYS[system] = frozenset(found)
    return _ALWAYS[system]


def _always_fits(system: TransitionSystem, name: str, value: Condition | Term) -> bool:
    """True only if the value is always one that the attribute or clock can have: else it bears on the guard."""
    return fits(value, system.model.attribute.get(name)) == TRUE


def _closed(system: TransitionSystem, needed: Iterable[str]) -> set[str]:
    """With all that what is needed depends on."""
    kept = set(needed)
    while True:
        more: set[str] = set()
        changes = [rule.assignments for rule in system.model.events]
        for item in itertools.chain(*changes, *(limit.assignments for limit in system.model.limits)):
            if item.name in kept and not isinstance(item.value, AnyValue):
                more |= names_of(item.value)
        for clock in system.model.clocks:
            if clock.name in kept:
                more |= names_of(clock.runs) | names_of(clock.zero)
        if more <= kept:
            return kept
        kept |= more


def passed(interpreter: Interpreter, state: State, parts: Iterable[Part]) -> State | None:
    """The state after the parts; None: one is not possible, or not shown to be."""
    here: State | None = state
    for part in parts:
        here = None if here is None else after(interpreter, here, part)
    return here
