"""What must be true for a certificate to be believed, as SMT-LIB 2 texts that must all be unsatisfiable.

Trusted: the list is complete for each kind of certificate, and each text says what it claims to say. Built
straight from the checked model; nothing of an engine is read.

Two facts carry the proofs. *Unit delays suffice*: bounds of limits stand still while time passes and clocks only
grow, so a delay that the limits allow is made of single units that they allow; a set closed under one unit of time
is closed under all delays. *Ranks go down*: a region's way leads to the goal or into a region of lower rank, so
following ways ends at the goal after at most as many moves as there are ranks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bcm_formal.model.expressions import FALSE, Condition
from bcm_formal.model.model import AnyValue, Assignment, Event, Limit, Model
from bcm_formal.system.questions import Conditions, Path, Safety, Witness
from bcm_formal.system.smtlib import Writer, both, either, number, opposite
from bcm_formal.trust.certificate import (
    Act,
    InvariantProof,
    PathProof,
    Region,
    SeparationProof,
    StateSet,
    TrapProof,
    WaitFor,
    Way,
)

MAX_REGIONS = 20_000
_WORD = re.compile(r"[^\s()]+")


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
class _Set:
    """A set of states written as one function for each status."""

    prefix: str
    functions: dict[str, str]
    """status → function name; a status without: false"""


@dataclass(frozen=True, slots=True)
class _Steps:
    """Which steps a set must survive: those of events that count, of time and of the law, between states that lie
    in `along` (None: all), unless the state they start in is `apart` (for each status a text)."""

    called: str
    counts: Callable[[Event], bool]
    along: _Set | None = None
    apart: Mapping[str, str] = field(default_factory=dict)


class Obligations:
    """Writes the obligations of one certificate for one question, and the text of each as a file of its own."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.writer = Writer(model)
        self.items: list[Obligation] = []
        self.statuses = tuple(status.name for status in model.statuses)

    # --- the kinds of certificate ---

    def invariant(self, proof: InvariantProof, question: Safety) -> None:
        """start ⇒ I; I survives every step (of life courses that count); I excludes what is bad."""
        along = None if question.along is None else self._set("along", question.along)
        inside = self._inductive(proof.invariant, along)
        self._excludes(inside, self._set("bad", question.bad), "within the invariant")

    def paths(self, proof: PathProof, question: Path) -> None:
        """I as above; whoever the property speaks of is covered; every region has its ways."""
        inside = self._inductive(proof.invariant)
        origin, goal = self._set("origin", question.origin), self._set("goal", question.goal)
        names = self._regions(proof.regions)
        for status in self.statuses:
            covered = [self.writer.functions[names[i]] for i, r in enumerate(proof.regions) if r.status == status]
            reached = either((self._in(goal, status), *(f.applied(self.writer.here) for f in covered)))
            self._add(
                f"covers_{status}",
                f"everybody in {status} whom the property speaks of is at the goal or in a region",
                both((self._in(inside, status), self._in(origin, status), opposite(reached))),
            )
        for index, region in enumerate(proof.regions):
            self._region(index, region, proof.regions, names, inside, goal, question)

    def trap(self, proof: TrapProof, question: Path) -> None:
        """No allowed move leaves the trap; the trap and the goal exclude each other."""
        self._closed(self._set("trap", dict(proof.trap.conditions)), question)

    def separation(self, proof: SeparationProof, question: Witness) -> None:
        """I as above; whoever the property speaks of is in the trap; the trap as above."""
        inside = self._inductive(proof.invariant)
        origin = self._set("origin", question.origin)
        trap = self._set("trap", dict(proof.trap.conditions))
        for status in self.statuses:
            self._add(
                f"caught_{status}",
                f"everybody in {status} whom the property speaks of is in the trap",
                both((self._in(inside, status), self._in(origin, status), opposite(self._in(trap, status)))),
            )
        self._closed(trap, question)

    # --- their parts ---

    def _set(self, prefix: str, conditions: Conditions) -> _Set:
        functions: dict[str, str] = {}
        for status, condition in conditions.items():
            if status not in self.model.status:
                raise MalformedCertificateError(f"there is no status `{status}`")
            self._known(condition)
            if condition != FALSE:
                functions[status] = self.writer.define(f"{prefix}_{status}", condition, status).name
        return _Set(prefix, functions)

    def _known(self, condition: Condition) -> None:
        unknown = self.writer.reads(condition) - set(self.writer.variables)
        if unknown:
            raise MalformedCertificateError(f"`{min(unknown)}` is no attribute or clock of the model")

    def _in(self, members: _Set, status: str, vector: dict[str, str] | None = None) -> str:
        name = members.functions.get(status)
        if name is None:
            return "false"
        function = self.writer.functions[name]
        if function.text in ("true", "false"):
            return function.text
        return function.applied(self.writer.here if vector is None else vector)

    def _add(self, name: str, says: str, formula: str, constants: Iterable[str] = ()) -> None:
        if formula == "false":
            return  # true by its form: nothing is left to prove
        self.items.append(Obligation(name, says, tuple(constants), formula))

    def _inductive(self, invariant: StateSet, along: _Set | None = None) -> _Set:
        inside = self._set("invariant", dict(invariant.conditions))
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
                fixed += [f"(= {self.writer.here[c.name]} {number(c.start)})" for c in self.model.clocks]
                if along is not None:
                    fixed.append(self._in(along, status))
                self._add(
                    f"start_{index}_{status}",
                    f"everybody who starts in {status} is within the invariant",
                    both((*fixed, opposite(self._in(inside, status)))),
                )
        self._survives(inside, _Steps("the invariant", lambda _: True, along))
        return inside

    def _excludes(self, members: _Set, bad: _Set, called: str) -> None:
        for status in self.statuses:
            self._add(
                f"excludes_{status}",
                f"nobody in {status} {called} is as the property forbids",
                both((self._in(members, status), self._in(bad, status))),
            )

    def _closed(self, trap: _Set, question: Path | Witness) -> None:
        goal = self._set("goal", question.goal)
        for status in self.statuses:
            self._add(
                f"apart_{status}",
                f"nobody in {status} is both in the trap and at the goal",
                both((self._in(trap, status), self._in(goal, status))),
            )
        allowed = question.actors
        self._survives(trap, _Steps("the trap", lambda event: allowed is None or event.actor in allowed))

    def _survives(self, members: _Set, steps: _Steps) -> None:
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
            self._add(
                f"{members.prefix}_delay_{status}",
                f"whoever is in {steps.called} in {status} is still in it when time passes",
                both((self.writer.limits_kept(status, after), self._leaves(members, steps, status, status, after))),
            )

    def _leaves(self, members: _Set, steps: _Steps, status: str, target: str, after: dict[str, str]) -> str:
        """True iff a step from here to `after` leads out of the set although it counts."""
        parts = [self._in(members, status), opposite(self._in(members, target, after))]
        if steps.along is not None:
            parts += [self._in(steps.along, status), self._in(steps.along, target, after)]
        if status in steps.apart:
            parts.append(opposite(steps.apart[status]))
        return both(parts)

    def _step(self, members: _Set, steps: _Steps, rule: Event | Limit, status: str, target: str, guard: str) -> None:
        chosen, constants, domains = self._free(rule.assignments)
        ranges, after = self.writer.after(status, target, rule.assignments, chosen)
        self._add(
            f"{members.prefix}_{rule.name}_{status}",
            f"whoever is in {steps.called} in {status} is still in it after {rule.name}",
            both((guard, *domains, ranges, self._leaves(members, steps, status, target, after))),
            constants,
        )

    def _free(self, assignments: tuple[Assignment, ...]) -> tuple[dict[str, str], list[str], list[str]]:
        names = [item.name for item in assignments if isinstance(item.value, AnyValue)]
        chosen = {name: f"any_{name}" for name in names}
        constants = [f"(declare-const {chosen[name]} {self.writer.sort(name)})" for name in names]
        return chosen, constants, [self.writer.domain(name, chosen[name]) for name in names]

    # --- regions ---

    def _regions(self, regions: tuple[Region, ...]) -> list[str]:
        if len(regions) > MAX_REGIONS:
            raise MalformedCertificateError(f"more than {MAX_REGIONS} regions")
        names: list[str] = []
        for index, region in enumerate(regions):
            if region.status not in self.model.status:
                raise MalformedCertificateError(f"region {index} is in no status of the model: `{region.status}`")
            self._known(region.condition)
            names.append(self.writer.define(f"region_{index}", region.condition, region.status).name)
        return names

    def _region(
        self,
        index: int,
        region: Region,
        regions: tuple[Region, ...],
        names: list[str],
        inside: _Set,
        goal: _Set,
        question: Path,
    ) -> None:
        def arrives(way: Way, status: str, after: dict[str, str]) -> str:
            parts = [self._in(goal, status, after)]
            for next_index in way.into:
                if not 0 <= next_index < len(regions):
                    raise MalformedCertificateError(f"region {index} leads into region {next_index}, which is none")
                following = regions[next_index]
                if following.rank >= region.rank:
                    raise MalformedCertificateError(
                        f"region {index} of rank {region.rank} leads into region {next_index} of rank {following.rank}"
                    )
                if following.status == status:
                    parts.append(self.writer.functions[names[next_index]].applied(after))
            return either(parts)

        options = [self._way(region, way, arrives, question) for way in region.ways]
        member = self.writer.functions[names[index]].applied(self.writer.here)
        self._add(
            f"region_{index}",
            f"whoever is in region {index} ({region.status}) can move to the goal or to a region of lower rank",
            both((member, self._in(inside, region.status), opposite(either(options)))),
        )

    def _way(
        self,
        region: Region,
        way: Way,
        arrives: Callable[[Way, str, dict[str, str]], str],
        question: Path,
    ) -> str:
        status = region.status
        match way.move:
            case WaitFor(length):
                unknown = self.writer.reads(length) - set(self.writer.variables)
                if unknown:
                    raise MalformedCertificateError(f"`{min(unknown)}` is no attribute or clock of the model")
                text = self.writer.term(length, status)
                after = self.writer.after_delay(status, text)
                kept = self.writer.limits_kept(status, after)
                allowed = either((f"(= {text} 0)", both((f"(> {text} 0)", kept))))
                return both((allowed, arrives(way, status, after)))
            case Act(name, choices):
                rule, target, guard = self._rule(name, status, question)
                written = {}
                for attribute, value in choices:
                    self._known(value)  # type: ignore[arg-type]
                    kind = self.writer.sort(attribute)
                    is_condition = kind == "Bool"
                    written[attribute] = (
                        self.writer.condition(value, status)  # type: ignore[arg-type]
                        if is_condition
                        else self.writer.term(value, status)  # type: ignore[arg-type]
                    )
                free = {item.name for item in rule.assignments if isinstance(item.value, AnyValue)}
                if free != set(written):
                    raise MalformedCertificateError(f"`{name}` needs a choice for each of {sorted(free)}")
                ranges, after = self.writer.after(status, target, rule.assignments, written)
                return both((guard, ranges, arrives(way, target, after)))

    def _rule(self, name: str, status: str, question: Path) -> tuple[Event | Limit, str, str]:
        event = self.model.event.get(name)
        if event is not None and status in event.sources:
            if question.actors is not None and event.actor not in question.actors:
                raise MalformedCertificateError(f"`{name}` is a move of `{event.actor}`, who may not act on the path")
            return event, event.target or status, self.writer.event_guard(event, status)
        limit = self.model.limit.get(name)
        if limit is not None and status in limit.statuses:
            return limit, limit.target, self.writer.limit_full(limit, status)
        raise MalformedCertificateError(f"`{name}` cannot happen in status `{status}`")

    # --- texts ---

    def prelude(self) -> str:
        """Everything that all obligations share, as one text."""
        constants = dict.fromkeys(line for item in self.items for line in item.constants)
        functions = self.writer.definition_lines(self.writer.functions)
        return "\n".join((*self.writer.declarations(), *constants, *functions))

    def standalone(self, item: Obligation) -> str:
        """The obligation as a file of its own, on which any SMT-LIB 2 solver answers `unsat`."""
        lines = [
            f"; {item.says}",
            "; The formula says the opposite, so every solver must answer: unsat",
            "(set-logic QF_LIA)",
            *self.writer.declarations(),
            *item.constants,
            *self.writer.definition_lines(self._used(item.formula)),
            f"(assert {item.formula})",
            "(check-sat)",
        ]
        return "\n".join(lines) + "\n"

    def _used(self, formula: str) -> list[str]:
        return [word for word in dict.fromkeys(_WORD.findall(formula)) if word in self.writer.functions]

    def __iter__(self) -> Iterator[Obligation]:
        return iter(self.items)
