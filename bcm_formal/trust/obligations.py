"""What must be true for a certificate to be believed, as SMT-LIB 2 texts that must all be unsatisfiable.

Trusted: the list is complete for each kind of certificate, and each text says what it claims to say. Built
straight from the checked model; nothing of an engine is read.

Two facts carry the proofs. *Unit delays suffice*: bounds of limits stand still while time passes and clocks only
grow, so a delay that the limits allow is made of single units that they allow; a set closed under one unit of time
is closed under all delays. *Ranks go down*: a region's way leads to the goal, into a region of lower rank, or into one
of equal rank with a lower measure, a number that is not negative; so following ways ends at the goal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from bcm_formal.model.expressions import FALSE, Condition, Term
from bcm_formal.model.model import AnyValue, Assignment, Event, Limit, Model
from bcm_formal.records import dataclass
from bcm_formal.system.questions import Conditions
from bcm_formal.system.smtlib import WORD, Vector, Writer, both, either, number, opposite, symbol
from bcm_formal.trust.certificate import Act, Region, StateSet, WaitFor, Way

MAX_REGIONS = 20_000


class MalformedCertificateError(Exception):
    """The certificate does not fit the model; the message says where."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing to prove: `formula`, which says its opposite, is unsatisfiable."""

    name: str
    says: str
    constants: tuple[str, ...]
    """declarations beyond the state's own"""
    formula: str


@dataclass(frozen=True, slots=True)
class Members:
    """A set of states written as one function for each status."""

    prefix: str
    functions: dict[str, str]
    """status → function name; a status without: false"""


@dataclass(frozen=True, slots=True)
class StepRelation:
    """The steps that must not leave a set: those of events that count, of time and of the law, between states that lie
    in `along` (None: all), unless the state they start in is `apart` (for each status a text)."""

    called: str
    counts: Callable[[Event], bool]
    along: Members | None = None
    apart: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PathConstraints:
    """How regions lead to a goal: by which events, within which states, and which states the way must not touch."""

    prefix: str
    arrived: Callable[[str, Vector], str]
    """true iff a state of a status is at the goal"""
    counts: Callable[[Event], bool]
    inside: Members | None = None
    strays: Callable[[str, Vector], str] | None = None
    """true iff a state of a status must not be on the way"""


class Obligations:
    """Writes the obligations of one certificate for one question."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.writer = Writer(model)
        self.items: list[Obligation] = []
        self.statuses = tuple(status.name for status in model.statuses)

    # --- sets of states ---

    def set_of(self, prefix: str, conditions: Conditions) -> Members:
        """Write a set of states down; no two sets may have the same prefix."""
        functions: dict[str, str] = {}
        for status, condition in conditions.items():
            if status not in self.model.status:
                raise MalformedCertificateError(f"there is no status `{status}`")
            self.must_be_known(condition)
            if condition != FALSE:
                functions[status] = self.writer.define(f"{prefix}_{status}", condition, status).name
        return Members(prefix, functions)

    def must_be_known(self, condition: Condition | Term) -> None:
        unknown = self.writer.reads(condition) - set(self.writer.variables)
        if unknown:
            raise MalformedCertificateError(f"`{min(unknown)}` is no attribute or clock of the model")

    def holds_in(self, members: Members, status: str, vector: Vector | None = None) -> str:
        """True iff a state of the status is in the set."""
        name = members.functions.get(status)
        if name is None:
            return "false"
        function = self.writer.functions[name]
        if function.text in ("true", "false"):
            return function.text
        return function.applied(self.writer.here if vector is None else vector)

    def add(self, name: str, says: str, formula: str, constants: Iterable[str] = ()) -> None:
        """One more obligation: `formula`, the opposite of what it says, is to be unsatisfiable."""
        if formula == "false":
            return  # true by its form: nothing is left to prove
        self.items.append(Obligation(name, says, tuple(constants), formula))

    def inductive(self, invariant: StateSet, along: Members | None = None) -> Members:
        """Every start is in the set and every step (of life courses that count) stays in it."""
        inside = self.set_of("invariant", dict(invariant.conditions))
        for index, start in enumerate(self.model.starts):
            for status in start.statuses:
                fixed = [self.writer.condition(start.condition, status)]
                for attribute in self.model.attributes:
                    if attribute.start is not None:
                        symbol = self.writer.here[attribute.name]
                        if isinstance(attribute.start, bool):
                            fixed.append(symbol if attribute.start else f"(not {symbol})")
                        else:
                            fixed.append(f"(= {symbol} {number(attribute.start)})")
                for clock in self.model.clocks:
                    if clock.start is not None:
                        fixed.append(f"(= {self.writer.here[clock.name]} {number(clock.start)})")
                if along is not None:
                    fixed.append(self.holds_in(along, status))
                self.add(
                    f"start_{index}_{status}",
                    f"everybody who starts in {status} is within the invariant",
                    both((*fixed, opposite(self.holds_in(inside, status)))),
                )
        self.is_closed(inside, StepRelation("the invariant", lambda _: True, along))
        return inside

    def excludes(self, members: Members, bad: Members, called: str) -> None:
        for status in self.statuses:
            self.add(
                f"excludes_{status}",
                f"nobody in {status} {called} is as the property forbids",
                both((self.holds_in(members, status), self.holds_in(bad, status))),
            )

    def covers(self, inside: Members, origin: Members, reached: Callable[[str], str], called: str) -> None:
        """Every state of the origin within the invariant is in `called`, as `reached` says for each status."""
        for status in self.statuses:
            parts = (self.holds_in(inside, status), self.holds_in(origin, status), opposite(reached(status)))
            self.add(f"covers_{status}", f"everybody in {status} whom the property speaks of is {called}", both(parts))

    def apart(self, members: Members, other: Members, called: str) -> None:
        """No state is in both sets."""
        for status in self.statuses:
            both_sets = both((self.holds_in(members, status), self.holds_in(other, status)))
            self.add(f"{members.prefix}_apart_{status}", f"nobody in {status} is {called}", both_sets)

    def is_closed(self, members: Members, steps: StepRelation) -> None:
        """Every step that counts leads from the set into the set."""
        for event in self.model.events:
            if steps.counts(event):
                for status in event.sources:
                    guard = self.writer.event_guard(event, status)
                    self._step(members, steps, event, status, event.target or status, guard)
        for limit in self.model.limits:
            for status in limit.statuses:
                self._step(members, steps, limit, status, limit.target, self.writer.limit_full(limit, status))
        for status in self.statuses:
            after = self.writer.after_delay(status, "1")
            self.add(
                f"{members.prefix}_delay_{status}",
                f"whoever is in {steps.called} in {status} is still in it when time passes",
                both((self.writer.limits_kept(status, after), self._leaves(members, steps, status, status, after))),
            )

    def _leaves(self, members: Members, steps: StepRelation, status: str, target: str, after: Vector) -> str:
        """True iff a step from here to `after` leads out of the set although it counts."""
        parts = [self.holds_in(members, status), opposite(self.holds_in(members, target, after))]
        if steps.along is not None:
            parts += [self.holds_in(steps.along, status), self.holds_in(steps.along, target, after)]
        if status in steps.apart:
            parts.append(opposite(steps.apart[status]))
        return both(parts)

    def _step(
        self, members: Members, steps: StepRelation, rule: Event | Limit, status: str, target: str, guard: str
    ) -> None:
        chosen, constants, domains = self.free_choices(rule.assignments)
        ranges, after = self.writer.after(rule, status, chosen)
        self.add(
            f"{members.prefix}_{rule.name}_{status}",
            f"whoever is in {steps.called} in {status} is still in it after {rule.name}",
            both((guard, *domains, ranges, self._leaves(members, steps, status, target, after))),
            constants,
        )

    def free_choices(
        self, assignments: tuple[Assignment, ...], suffix: str = ""
    ) -> tuple[dict[str, str], list[str], list[str]]:
        """(a constant for each attribute set to any, its declaration, that it is in its domain)."""
        names = [item.name for item in assignments if isinstance(item.value, AnyValue)]
        chosen = {name: f"any{suffix}_{symbol(name)}" for name in names}
        constants = [f"(declare-const {chosen[name]} {self.writer.sort(name)})" for name in names]
        return chosen, constants, [self.writer.domain(name, chosen[name]) for name in names]

    # --- regions ---

    def regions(self, regions: tuple[Region, ...], constraints: PathConstraints) -> Callable[..., str]:
        """Every region's ways lead to the goal or to a lower rank. Returns what is in some region, as below."""
        if len(regions) > MAX_REGIONS:
            raise MalformedCertificateError(f"more than {MAX_REGIONS} regions")
        names: list[str] = []
        for index, region in enumerate(regions):
            if region.status not in self.model.status:
                raise MalformedCertificateError(f"region {index} is in no status of the model: `{region.status}`")
            self.must_be_known(region.condition)
            self.must_be_known(region.measure or region.condition)
            names.append(self.writer.define(f"{constraints.prefix}_{index}", region.condition, region.status).name)
        for index in range(len(regions)):
            self._region(index, regions, names, constraints)

        return self.anywhere(regions, constraints.prefix)

    def anywhere(self, regions: tuple[Region, ...], prefix: str) -> Callable[..., str]:
        """Which states of a status are in some of the regions, which have, or will have, obligations of this prefix."""

        def inside(status: str, vector: Vector | None = None) -> str:
            names = (f"{prefix}_{index}" for index, region in enumerate(regions) if region.status == status)
            return either(self.writer.functions[name].applied(vector or self.writer.here) for name in names)

        return inside

    def _region(self, index: int, regions: tuple[Region, ...], names: list[str], constraints: PathConstraints) -> None:
        region = regions[index]
        member = self.writer.functions[names[index]].applied(self.writer.here)
        within = (member,) if constraints.inside is None else (member, self.holds_in(constraints.inside, region.status))
        called = f"{constraints.prefix} {index} ({region.status})"
        if constraints.strays is not None:
            strays = constraints.strays(region.status, self.writer.here)
            self.add(f"{names[index]}_way", f"{called} lies on an allowed way", both((*within, strays)))

        def arrives(way: Way, status: str, after: Vector) -> str:
            parts = [constraints.arrived(status, after)]
            for following in way.into:
                falls = self._goes_down(index, following, regions, after)
                if regions[following].status == status:
                    parts.append(both((self.writer.functions[names[following]].applied(after), falls)))
            return either(parts)

        constants: list[str] = []
        fails: list[str] = []
        for number_of_way, way in enumerate(region.ways):
            text, more = self._fails(region.status, way, arrives, constraints, str(number_of_way))
            fails.append(text)
            constants += more
        self.add(
            names[index],
            f"whoever is in {called} can move to the goal or to a region of lower rank",
            both((*within, *fails)),
            constants,
        )

    def _goes_down(self, index: int, following: int, regions: tuple[Region, ...], after: Vector) -> str:
        """True iff the rank goes down, or stays and the measure goes down and is not negative."""
        if not 0 <= following < len(regions):
            raise MalformedCertificateError(f"region {index} leads into region {following}, which is none")
        here, there = regions[index], regions[following]
        if there.rank < here.rank:
            return "true"
        if there.rank > here.rank or here.measure is None or there.measure is None:
            ranks = f"{here.rank} leads into region {following} of rank {there.rank}"
            raise MalformedCertificateError(f"region {index} of rank {ranks}")
        then = self.writer.term(there.measure, there.status, after)
        return both((f"(<= 0 {then})", f"(< {then} {self.writer.term(here.measure, here.status)})"))

    def _fails(
        self,
        status: str,
        way: Way,
        arrives: Callable[[Way, str, Vector], str],
        constraints: PathConstraints,
        suffix: str,
    ) -> tuple[str, tuple[str, ...]]:
        """(true iff the way does not lead where it should, constants the text needs)."""
        match way.move:
            case WaitFor(length):
                unknown = self.writer.reads(length) - set(self.writer.variables)
                if unknown:
                    raise MalformedCertificateError(f"`{min(unknown)}` is no attribute or clock of the model")
                text = self.writer.term(length, status)
                after = self.writer.after_delay(status, text)
                kept = self.writer.limits_kept(status, after)
                allowed = either((f"(= {text} 0)", both((f"(> {text} 0)", kept))))
                fails = opposite(both((allowed, arrives(way, status, after))))
                if constraints.strays is None:
                    return fails, ()
                moment = f"moment{suffix}"
                strays = constraints.strays(status, self.writer.after_delay(status, moment))
                astray = both((f"(< 0 {moment} {text})", strays))
                return either((fails, astray)), (f"(declare-const {moment} Int)",)
            case Act(name, choices):
                rule, target, guard = self._rule(name, status, constraints)
                written = {}
                for attribute, value in choices:
                    self.must_be_known(value)  # conditions and terms alike
                    if isinstance(value, Condition) != (self.writer.sort(attribute) == "Bool"):
                        raise MalformedCertificateError(f"`{attribute}` is set to a value of another type")
                    written[attribute] = (
                        self.writer.condition(value, status)
                        if isinstance(value, Condition)
                        else self.writer.term(value, status)
                    )
                free = {item.name for item in rule.assignments if isinstance(item.value, AnyValue)}
                if free != set(written):
                    raise MalformedCertificateError(f"`{name}` needs a choice for each of {sorted(free)}")
                ranges, after = self.writer.after(rule, status, written)
                return opposite(both((guard, ranges, arrives(way, target, after)))), ()

    def _rule(self, name: str, status: str, constraints: PathConstraints) -> tuple[Event | Limit, str, str]:
        event = self.model.event.get(name)
        if event is not None and status in event.sources:
            if not constraints.counts(event):
                raise MalformedCertificateError(f"`{name}` of `{event.actor}` is no move that the path may take")
            return event, event.target or status, self.writer.event_guard(event, status)
        limit = self.model.limit.get(name)
        if limit is not None and status in limit.statuses:
            return limit, limit.target, self.writer.limit_full(limit, status)
        raise MalformedCertificateError(f"`{name}` cannot happen in status `{status}`")

    # --- texts ---

    def prelude(self, items: Sequence[Obligation] | None = None) -> str:
        """Everything that these obligations (None: all) need to be understood, as one text."""
        return "\n".join(self._needed(self.items if items is None else items))

    def _needed(self, items: Sequence[Obligation]) -> list[str]:
        """The declarations and definitions of all that stands in these formulas."""
        words = dict.fromkeys(word for item in items for word in WORD.findall(item.formula))
        functions = [word for word in words if word in self.writer.functions]
        constants = dict.fromkeys(line for item in items for line in item.constants)
        return [*self.writer.declarations(words), *constants, *self.writer.definition_lines(functions)]

    def meanings(self) -> list[str]:
        """The SHA-256 of what each obligation says: where two are equal, both are unsatisfiable or neither is.

        Hashed are the formula, with every function replaced by what it is defined as, and what is declared: constants
        of its own, and every attribute and clock of the model within its domain, as solvers may use those of any.
        """
        declared = "\n".join(self.writer.declarations())
        texts = ((*item.constants, self.writer.spelt_out(item.formula)) for item in self.items)
        return [hashlib.sha256("\n".join((declared, *text)).encode()).hexdigest() for text in texts]

    def __iter__(self) -> Iterator[Obligation]:
        return iter(self.items)
