"""Whether two laws mean the same for everybody: that nothing is possible for anybody under one of them only.

Two laws mean the same if life courses start alike under both, and for every person whom the old law lets be, the same
changes are possible with the same effects, time passes as far, and clocks run and are zeroed alike. Then the persons
are the same ones under both laws, and so are their lives. How rules are called or how many there are does not matter:
what is compared is, for each effect, for whom some rule has it. So what differs is one condition on a state, and that
nobody whom the old law lets be meets it is an ordinary property of the bridge, which the checker shows.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from itertools import product
from typing import Any

from bcm_formal.model.expressions import (
    FALSE,
    TRUE,
    And,
    AttributeTerm,
    ClockTerm,
    Comparison,
    Condition,
    Expression,
    Flag,
    InStatus,
    NamedTerm,
    Number,
    Rewriting,
    Term,
    Truth,
    choose,
    comparison,
    conjunction,
    disjunction,
    negation,
    total,
)
from bcm_formal.model.from_syntax.windows import reading_of
from bcm_formal.model.model import (
    LAW,
    AnyValue,
    Assignment,
    Attribute,
    Event,
    Limit,
    Model,
    Origin,
    Property,
)
from bcm_formal.model.priority import possible
from bcm_formal.model.sentences import NoPerson
from bcm_formal.model.to_text import condition_text
from bcm_formal.model.types import Duration, Value, YesNo, domain
from bcm_formal.records import dataclass
from bcm_formal.system.encode import names_of
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import TraceProof
from bcm_formal.trust.trace import Trace, replay
from bcm_formal.trust.verdict import Holds, Violated
from bcm_formal.verify.engine import Budget
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.versions.aligned import aligned
from bcm_formal.versions.bridging import NEW, Bridge, settled
from bcm_formal.versions.deciding import Deciding, UndecidedError
from bcm_formal.versions.rewording import Rewording
from bcm_formal.vetting.mutation.sameness import plain

Rule = Event | Limit


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is so under one of the laws only, for whom."""

    words: str
    where: Condition = field(repr=False)


@dataclass(frozen=True)
class Sameness:
    """Whether two laws mean the same: proved, refuted by a life course, or (neither) not decided."""

    same: bool | None
    reason: str
    """what differs, or why it is not decided; empty if they mean the same"""
    model: Model
    """in which the life course is lived: both laws, of which the old one applies"""
    life: Trace | None = None
    """the life course of a person who is treated otherwise from its end on"""
    verdict: Holds | Violated | None = None
    """the proof that nobody is, or that somebody is"""


def sameness(
    bridge: Bridge, engine: str = "auto", budget: Budget | None = None, solvers: Sequence[str] = ("z3",)
) -> Sameness:
    """Whether the old law and the new one mean the same for everybody.

    A change with moves or transitional provisions is never said to be the same: that they change something is shown of
    a person, or not decided.
    """
    laws = _Laws(bridge, NEW)
    try:
        starts = laws.starts()
    except UndecidedError:
        return Sameness(None, "whether life courses start alike is not decided", laws.model)
    if starts is not None:
        return Sameness(False, starts, laws.model)
    portfolio = Portfolio(engine, budget, solvers)
    moves = tuple(_moved(bridge, laws))
    found = _compared(laws, (*laws.differences(), *moves), portfolio)
    for regime in bridge.regimes[2:]:
        if found.same is True:
            kept = _Laws(bridge, regime)
            found = _compared(kept, _for_some(bridge, regime, kept.differences()), portfolio)
    of_the_day = [("moves", bridge.change.moves), ("transitional provisions", bridge.change.provisions)]
    given = " and ".join(words for words, items in of_the_day if items)
    if found.same is True and given:
        reason = (
            f"the rules treat everybody alike, but whether the {given} of the change make a difference is not shown"
        )
        return Sameness(None, reason, laws.model)
    return found


def _compared(laws: _Laws, differing: Iterable[Difference], portfolio: Portfolio) -> Sameness:
    """Whether nobody meets any of the differences."""
    model = laws.model
    differences = [item for item in differing if item.where != FALSE]
    if not differences:
        return Sameness(True, "", model)
    where = disjunction(item.where for item in differences)
    asked = Property("same", "", NoPerson(where), "nobody is treated otherwise", Origin(), model.statuses[0].span)
    verdict = portfolio.decide(TransitionSystem(model), asked).verdict
    match verdict:
        case Holds():
            return Sameness(True, "", model, verdict=verdict)
        case Violated() if (life := _life(verdict)) is not None:
            last = replay(Interpreter(model), life)[-1]
            meaning = Interpreter(model)
            met = next(item for item in differences if meaning.holds(item.where, last))
            return Sameness(False, met.words, model, life, verdict)
        case _:
            return Sameness(None, getattr(verdict, "reason", "the engines gave up"), model)


def _on_the_day(bridge: Bridge) -> tuple[Condition, Rewriting]:
    """For whom the change can enter into force, and what a condition on the state after it says of the state before."""
    enters = bridge.model.event[bridge.enters]
    terms = {item.name: item.value for item in enters.assignments if isinstance(item.value, Term)}
    inner = (name for name in (bridge.memory, bridge.settled) if name is not None)
    flags = dict.fromkeys(inner, FALSE)
    before = Rewriting({}, flags).condition(possible(enters, bridge.model.attribute))
    before = conjunction((settled(bridge.model), before))
    return before, Rewriting(terms, flags)


def _moved(bridge: Bridge, laws: _Laws) -> Iterator[Difference]:
    """Whom a move takes to another status, or gives another value of what both laws know."""
    before, after = _on_the_day(bridge)
    clauses = {clause.id: clause.words for clause in bridge.change.clauses}
    rules = [rule for rule, what in bridge.day.items() if what == "move"]
    for rule, said in zip(rules, bridge.change.moves, strict=True):
        move = bridge.model.event[rule]
        changed = [negation(InStatus((move.target,)))] if move.target is not None else []
        for item in move.assignments:
            if item.name in laws.shared:
                changed.append(_changes(item, bridge.model.attribute.get(item.name), after))
        here = after.condition(possible(move, bridge.model.attribute))
        words = f"`{clauses.get(said.clause, rule)}` changes something"
        yield Difference(words, conjunction((before, here, disjunction(changed))))


def _changes(item: Assignment, of: Attribute | None, after: Rewriting) -> Condition:
    """True iff the assignment gives what it sets another value, for some choice of it."""
    if isinstance(item.value, AnyValue):
        values = None if of is None else domain(of.kind)
        return Truth(values is None or len(values) > 1)
    if isinstance(item.value, Condition):
        return _xor(after.condition(item.value), Flag(item.name))
    now = ClockTerm(item.name) if of is None else AttributeTerm(item.name, of.kind)
    return comparison("!=", after.term(item.value), now)


def _for_some(bridge: Bridge, regime: str, differences: Iterable[Difference]) -> Iterator[Difference]:
    """The differences for those whom a transitional provision gives this law."""
    before, _ = _on_the_day(bridge)
    for item in differences:
        yield replace(item, where=conjunction((before, bridge.for_whom(regime), item.where)))


def _life(verdict: Violated) -> Trace | None:
    certificate = verdict.shown.certificate if verdict.shown is not None else None
    return certificate.trace if isinstance(certificate, TraceProof) else None


@dataclass(slots=True)
class _Effect:
    """Of one law in one status: what rules do that all have this effect, and for whom one of them is possible."""

    rules: list[str]
    guards: list[Condition]
    values: tuple[Assignment, ...]

    @property
    def guard(self) -> Condition:
        return disjunction(self.guards)


class _Laws:
    """Both laws in one vocabulary, beside the model of lives under the old one.

    A clock that only the new law knows runs there as that law says: whoever lives under the old law carries along what
    the new one would count.
    """

    def __init__(self, bridge: Bridge, regime: str) -> None:
        """`regime`: whose law is compared with the old one."""
        place = bridge.regimes.index(regime)
        self.other = "the new law" if regime == NEW else f"the law of `{regime}`"
        self.fitted = aligned(tuple(bridge.laws.values()), bridge.regimes)
        readings = {item.name: NamedTerm(item.name, reading_of(item)) for item in bridge.model.windows}
        words = Rewording(terms=readings)
        self.old, self.new = (words.everywhere(self.fitted.models[number]) for number in (0, place))
        self.statuses = tuple(status.name for status in self.fitted.statuses)
        self.attributes = bridge.model.attribute
        self.clocks = {item.name: item for item in self.new.clocks} | {item.name: item for item in self.old.clocks}
        known, later = _variables(self.old), _variables(self.new)
        self.shared = known & later
        self.windows = tuple((window, (counts[0], counts[place])) for window, counts in self.fitted.windows)
        self.read = self._read(self.old, 0) | self._read(self.new, 1)
        self.alone = (known - later) | (later - known - self.read)
        """what makes no difference: what the old law alone knows, whose guards are compared as they are in its lives,
        and what the other one alone knows and no rule of it reads"""
        self.model = self._lives(bridge)

    def _lives(self, bridge: Bridge) -> Model:
        model = bridge.model
        inner = {bridge.memory, bridge.settled}
        kept = tuple(clock for clock in model.clocks if clock.name in self.clocks or clock.name in model.inner)
        return replace(
            model,
            attributes=tuple(item for item in model.attributes if item.name not in inner),
            clocks=tuple(self.clocks.get(clock.name, clock) for clock in kept),
            events=self.old.events,
            limits=(*self.old.limits, *(limit for limit in model.limits if limit.window is not None)),
        )

    def _read(self, law: Model, side: int) -> frozenset[str]:
        """What is compared, what decides whether a rule is possible, and all that this is computed from."""
        rules: tuple[Rule, ...] = (*law.events, *law.limits)
        found = set(self.shared).union(
            *(names_of(possible(rule, self.attributes)) for rule in rules), (limit.clock for limit in law.limits)
        )
        sources: list[tuple[Collection[str], tuple[Expression, ...]]] = [
            ((item.name,), (item.value,))
            for rule in rules
            for item in rule.assignments
            if not isinstance(item.value, AnyValue)
        ]
        sources += [((clock.name,), (clock.runs, clock.zero)) for clock in law.clocks]
        for window, counts in self.windows:
            if (counted := counts[side]) is not None:
                sources.append(((window.clock, *window.parts), (counted,)))
        before = -1
        while before < len(found):
            before = len(found)
            for names, read in sources:
                if not found.isdisjoint(names):
                    found.update(*map(names_of, read))
        return frozenset(found)

    # --- what differs ---

    def differences(self) -> Iterator[Difference]:
        """Everything that may differ for somebody, by effect, time, and clock."""
        for status in self.statuses:
            yield from self._effects(status)
            yield from self._time(status)
        new = {item.name: item for item in self.new.clocks}
        for clock in self.old.clocks:
            if clock.name in new:
                going = negation(disjunction(map(self._stops, self.old.limits)))
                words = f"the clock `{clock.name}` runs"
                yield from self._either(words, going, clock.runs, new[clock.name].runs)
        for window, counts in self.windows:
            if counts[0] is not None and counts[1] is not None and self.read & set(window.parts):
                yield from self._either(f"the window `{window.name}` counts", TRUE, counts[0], counts[1])

    def _either(self, words: str, here: Condition, old: Condition, new: Condition) -> Iterator[Difference]:
        """What is so under one of the two laws only."""
        if plain(old) != plain(new):
            yield Difference(f"{words} under the old law only", conjunction((here, old, negation(new))))
            yield Difference(f"{words} under {self.other} only", conjunction((here, new, negation(old))))

    def _effects(self, status: str) -> Iterator[Difference]:
        here = InStatus((status,))
        before, after = (self._by_effect(law, status) for law in (self.old, self.new))
        _pair_up(before, after)
        for key in dict.fromkeys((*before, *after)):
            old, new = before.get(key), after.get(key)
            guards = (old.guard if old else FALSE), (new.guard if new else FALSE)
            rules = dict.fromkeys((*(old.rules if old else ()), *(new.rules if new else ())))
            named = " or ".join(f"`{name}`" for name in rules)
            yield from self._either(f"{named} is possible, with this effect,", here, *guards)
            if old is not None and new is not None:
                for one, other in zip(old.values, new.values, strict=True):
                    unlike = conjunction((here, *guards, _unlike(one, other)))
                    yield Difference(f"{named} sets `{one.name}` to something else", unlike)
                yield from self._zeroed(here, old, _target(key) or status)

    def _by_effect(self, law: Model, status: str) -> dict[Hashable, _Effect]:
        found: dict[Hashable, _Effect] = {}
        rules: tuple[Rule, ...] = (*law.events, *law.own_limits)
        for rule in rules:
            places = rule.sources if isinstance(rule, Event) else rule.statuses
            if status not in places:
                continue
            actor, adverse = (rule.actor, rule.adverse) if isinstance(rule, Event) else (LAW, False)
            target = None if rule.target == status else rule.target
            values = tuple(
                sorted((item for item in rule.assignments if item.name not in self.alone), key=lambda item: item.name)
            )
            key = (actor, adverse, target, tuple((item.name, _plain(item)) for item in values))
            effect = found.setdefault(key, _Effect([], [], values))
            effect.rules.append(rule.name)
            effect.guards.append(possible(rule, self.attributes))
        return found

    def _time(self, status: str) -> Iterator[Difference]:
        before, after = (
            disjunction(self._stops(limit) for limit in law.limits if status in limit.statuses)
            for law in (self.old, self.new)
        )
        yield from self._either("time is stopped by a limit", InStatus((status,)), before, after)

    def _stops(self, limit: Limit) -> Condition:
        """True iff time may not pass because of the limit: its clock, which both laws let run alike, would be over."""
        step = choose(self.clocks[limit.clock].runs, Number(1, Duration()), Number(0, Duration()))
        over = comparison(">", total((ClockTerm(limit.clock), step)), limit.bound)
        return conjunction((InStatus(limit.statuses), limit.condition, over))

    def _zeroed(self, here: Condition, effect: _Effect, target: str) -> Iterator[Difference]:
        """That a clock is zeroed after the effect under one of the laws only, and would not be zero anyhow."""
        new = {item.name: item for item in self.new.clocks}
        set_to = {item.name: item.value for item in effect.values}
        for clock in self.old.clocks:
            if clock.name not in new or plain(clock.zero) == plain(new[clock.name].zero):
                continue
            left = set_to.get(clock.name, ClockTerm(clock.name))
            positive = comparison(">", left, Number(0, Duration())) if isinstance(left, Term) else FALSE
            unlike = _xor(clock.zero, new[clock.name].zero)
            where = disjunction(after.condition(unlike) for after in self._after(set_to, target))
            words = f"after {' or '.join(f'`{name}`' for name in effect.rules)} the clock `{clock.name}` is zeroed"
            yield Difference(f"{words} under one of the laws only", conjunction((here, effect.guard, positive, where)))

    def _after(self, set_to: Mapping[str, Condition | Term | AnyValue], target: str) -> Iterator[Rewriting]:
        """What a condition on the state after says of the state before, for each choice of what is set to any value."""
        free = [name for name, value in set_to.items() if isinstance(value, AnyValue)]
        for chosen in product(*(domain(self.attributes[name].kind) or () for name in free)):
            values = dict(set_to)
            for name, value in zip(free, chosen, strict=True):
                values[name] = _constant(self.attributes[name], value)
            terms = {name: value for name, value in values.items() if isinstance(value, Term)}
            flags = {name: value for name, value in values.items() if isinstance(value, Condition)}
            yield Rewriting(terms, flags, target)

    @cached_property
    def deciding(self) -> Deciding:
        return Deciding(self.model)

    def starts(self) -> str | None:
        """Who starts under one of the laws only, in words; None: nobody. Raises `UndecidedError`."""
        before, after = (self._start(law) for law in (self.old, self.new))
        if plain(before) == plain(after):
            return None
        for name, one, other in (("old", before, after), ("new", after, before)):
            if self.deciding.ever(conjunction((one, negation(other)))):
                where = condition_text(self.model, self.deciding.lacking(one, other))
                return f"life courses start under the {name} law only: {where}"
        return None

    def _start(self, law: Model) -> Condition:
        """True iff a life course starts in the state, as far as what it says can make a difference."""
        places = [
            conjunction((InStatus(start.statuses), self._that_matters(law, start.condition))) for start in law.starts
        ]
        return conjunction((disjunction(places), *_begun(law, self.shared)))

    def _that_matters(self, law: Model, condition: Condition) -> Condition:
        """True iff a start's condition can be met by some values of what makes no difference.

        Raises `UndecidedError` where one part of the condition is about that and about something else.
        """
        parts = condition.conditions if isinstance(condition, And) else (condition,)
        alone = [part for part in parts if self.alone & names_of(part)]
        if not alone:
            return condition
        read = frozenset().union(*map(names_of, alone))
        if not read <= self.alone:
            raise UndecidedError
        met = self.deciding.ever(conjunction((*alone, *_begun(law, read))))
        return conjunction(part for part in parts if part not in alone) if met else FALSE


def _variables(law: Model) -> set[str]:
    return {item.name for item in law.attributes} | {item.name for item in law.clocks}


def _begun(law: Model, names: Collection[str]) -> Iterator[Condition]:
    """What is true of these attributes and clocks at each start of a law."""
    for item in law.attributes:
        if item.start is not None and item.name in names:
            yield _is(item, item.start)
    for clock in law.clocks:
        if clock.start is not None and clock.name in names:
            yield comparison("=", ClockTerm(clock.name), Number(clock.start, Duration()))


def _is(item: Attribute, value: Value) -> Condition:
    if isinstance(item.kind, YesNo):
        return Flag(item.name) if value else negation(Flag(item.name))
    return Comparison("=", AttributeTerm(item.name, item.kind), Number(int(value), item.kind))


def _plain(item: Assignment) -> Hashable:
    return "any" if isinstance(item.value, AnyValue) else plain(item.value)


def _unlike(one: Assignment, other: Assignment) -> Condition:
    """True iff two assignments to one name, written otherwise, give it other values."""
    old, new = one.value, other.value
    if isinstance(old, Term) and isinstance(new, Term):
        return FALSE if plain(old) == plain(new) else comparison("!=", old, new)
    if isinstance(old, Condition) and isinstance(new, Condition):
        return FALSE if plain(old) == plain(new) else _xor(old, new)
    return FALSE if old == new else TRUE


def _pair_up(before: dict[Hashable, _Effect], after: dict[Hashable, _Effect]) -> None:
    """Give an effect of the new law, whose values are written otherwise, the key of the only old one like it."""
    lone = [key for key in before if key not in after], [key for key in after if key not in before]
    shapes = [[(key, _shape(key)) for key in keys] for keys in lone]
    for key, shape in shapes[1]:
        same = [other for other, form in shapes[0] if form == shape]
        if len(same) == 1 and [form for _, form in shapes[1]].count(shape) == 1:
            after[same[0]] = after.pop(key)


def _xor(one: Condition, other: Condition) -> Condition:
    return disjunction((conjunction((one, negation(other))), conjunction((other, negation(one)))))


def _constant(item: Attribute, value: Value) -> Condition | Term:
    return Truth(bool(value)) if isinstance(item.kind, YesNo) else Number(int(value), item.kind)


def _target(key: Any) -> str | None:
    found: str | None = key[2]
    return found


def _shape(key: Any) -> Hashable:
    actor, adverse, target, values = key
    return actor, adverse, target, tuple((name, value == "any") for name, value in values)
