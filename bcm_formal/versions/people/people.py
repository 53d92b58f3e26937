"""Who gains and who loses by a change: for each target and rung a partition of all who can be met under the old law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from bcm_formal.model.expressions import (
    Condition,
    Expression,
    InStatus,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.model import PERSON, Definition, Parameter
from bcm_formal.model.sentences import Among, Change
from bcm_formal.model.to_text import told_condition
from bcm_formal.records import dataclass
from bcm_formal.system.encode import names_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.proved import Proved
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions import Regions
from bcm_formal.verify.regions.backward import Backward
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.zone import Inexact
from bcm_formal.versions.bridging import OLD, Bridge, bridge
from bcm_formal.versions.change import Change as LawChange
from bcm_formal.versions.people.accepting import Asker, NotShownError
from bcm_formal.versions.people.burden import OnBurden
from bcm_formal.versions.people.causes import Causes, Undone
from bcm_formal.versions.people.classes import Described, Partition
from bcm_formal.versions.people.effects import Effect, Rung, Target, What
from bcm_formal.versions.people.named import named_by_changed_rules
from bcm_formal.versions.people.on_the_day import OnTheDay
from bcm_formal.versions.people.place import OnPlace
from bcm_formal.versions.people.proving import Prover
from bcm_formal.versions.people.rungs import Group, OnRung, Those
from bcm_formal.versions.people.sides import People, Sides
from bcm_formal.versions.people.steering import OnRobust, Steering, has_setbacks
from bcm_formal.versions.people.targets import targets_of
from bcm_formal.versions.people.ways import OnPath, OnTime
from bcm_formal.versions.rewording import Rewording

MOST_ROWS = 20
MOST_KEPT = 16
"""of them stay as they are where there would be more"""
RUNGS = tuple(Rung)


def people(
    bridge: Bridge,
    targets: Sequence[Target],
    rungs: Sequence[Rung] = RUNGS,
    budget: Budget | None = None,
    solvers: Sequence[str] = ("z3",),
    undone: Undone | None = None,
    setbacks: int = 1,
) -> tuple[Effect, ...]:
    """What the change does to everybody, by target and rung: its classes, then everybody else. What cannot be decided
    is an effect that says so. `undone`: the bridge of the change without some clauses; with it, each effect names a
    smallest set of clauses that causes it. `setbacks`: how many adverse events may hit on the rung `ROBUST`, of which
    nothing is said where no law has any."""
    return tuple(
        effect
        for target, asked in by_target(targets, rungs)
        for effect in people_on_the_way(bridge, target, asked, budget, solvers, undone, setbacks)
    )


def people_on_the_way(
    bridge: Bridge,
    target: Target,
    rungs: Sequence[Rung] = RUNGS,
    budget: Budget | None = None,
    solvers: Sequence[str] = ("z3",),
    undone: Undone | None = None,
    setbacks: int = 1,
) -> tuple[Effect, ...]:
    """The same for one target. It shares nothing with others, so that it does not matter which process asks about
    which."""
    budget = budget or Budget()
    asking = _Asking(bridge, (target,), budget, tuple(solvers), setbacks)
    causes = None if undone is None else Causes(bridge, undone, budget, solvers)
    return tuple(
        effect if causes is None else causes.of(effect)
        for regime in bridge.regimes[1:]
        for rung in rungs
        for effect in asking.effects(target, regime, rung)
    )


def undecided(bridge: Bridge, target: Target, rungs: Sequence[Rung], why: str) -> tuple[Effect, ...]:
    """What there is to say of a target of which nothing was found out."""
    return tuple(
        Effect(target, regime, rung, What.UNDECIDED, None, "everybody", undecided=why)
        for regime in bridge.regimes[1:]
        for rung in rungs
    )


def by_target(targets: Sequence[Target], rungs: Sequence[Rung]) -> Iterator[tuple[Target, Sequence[Rung]]]:
    """Each target with what is asked about it; where people are is asked about all targets together, last."""
    for target in targets:
        yield target, [rung for rung in rungs if rung is not Rung.PLACE]
    if Rung.PLACE in rungs and targets:
        name = " or ".join(target.name for target in targets)
        anywhere = targets[0] if len(targets) == 1 else Target(name, disjunction(item.condition for item in targets))
        yield anywhere, [Rung.PLACE]


def effects_of(
    change: LawChange, targets: Sequence[Target] | None = None, rungs: Sequence[Rung] = RUNGS, causes: bool = True
) -> tuple[Effect, ...]:
    """What a change does to everybody; no targets: those that the properties of the laws name. Raises
    `DiagnosticError` where a law is no sound model, or they do not fit together."""
    found = bridge(change)
    undone = (lambda clauses: bridge(change.undone(clauses))) if causes else None
    return people(found, targets_of(found) if targets is None else targets, rungs, undone=undone)


@dataclass(frozen=True)
class _Row:
    """Classes of persons who are told of together."""

    group: Group
    """whose members all of them are"""
    classes: tuple[Described, ...]


def _merged(rows: Sequence[_Row]) -> list[_Row]:
    """At most `MOST_ROWS`: further ones of the same kind are told of together."""
    if len(rows) <= MOST_ROWS:
        return list(rows)
    kept, more = list(rows[:MOST_KEPT]), rows[MOST_KEPT:]
    for kind in dict.fromkeys(row.group.kind for row in more):
        those = [row for row in more if row.group.kind == kind]
        members: Pieces = {}
        for group in {id(row.group): row.group for row in those}.values():
            for status, here in group.members.items():
                members.setdefault(status, []).extend(here)
        merged = replace(those[0].group, members=members)
        kept.append(_Row(merged, tuple(who for row in those for who in row.classes)))
    return kept


class _Asking:
    """Asks about one bridge; keeps what its targets share."""

    def __init__(
        self, bridge: Bridge, targets: Sequence[Target], budget: Budget, solvers: tuple[str, ...], setbacks: int
    ) -> None:
        self.bridge, self.budget, self.solvers, self.setbacks = bridge, budget, solvers, setbacks
        self.system = TransitionSystem(bridge.model)
        self.day, self.engine, self.proved = OnTheDay(bridge), Regions(), Proved()
        hidden = [bridge.regime, *(name for name in (bridge.memory, bridge.settled) if name is not None)]
        self.hidden = frozenset(hidden)
        rule_of = {own: version.rule for own, version in bridge.versions.items()}
        self.named = named_by_changed_rules(bridge.model, bridge.regime, rule_of, hidden)
        conditions = (
            *self.named.differ,
            *self.named.shared,
            *(target.condition for target in targets),
            *map(bridge.for_whom, bridge.regimes[1:]),
        )
        self.needed = self.hidden.union(*map(names_of, conditions))
        named: tuple[Parameter | Definition, ...] = (*bridge.model.parameters, *bridge.model.definitions)
        self.bodies = {item.name: item.body for item in named}
        self.plain = Rewording(named=self._written_out)
        """what people read: what means something else under each law stands there in full"""
        self._people: dict[Compiled, People] = {}
        self._sides: dict[object, Sides] = {}
        self.ways: dict[object, Backward] = {}

    def _written_out(self, name: str) -> Expression | None:
        body = self.bodies.get(name) if name in self.bridge.ambiguous else None
        return None if body is None else self.plain.everywhere(body)

    def sides(self, target: Target, regime: str, actors: tuple[str, ...] | None) -> Sides:
        key = (target, regime, actors)
        if key not in self._sides:
            change = Change(0, self.bridge.regimes.index(regime))
            among = Among(self.bridge.for_whom(regime), actors)
            self._sides[key] = Sides(
                self.system, among, self.bridge.regime, target.condition, change, self.needed, self.budget, self._people
            )
        return self._sides[key]

    def effects(self, target: Target, regime: str, rung: Rung) -> tuple[Effect, ...]:
        """What the change does on one rung, everybody else last."""
        actors = (PERSON,) if rung is Rung.OWN_STEPS else None
        if rung is Rung.ROBUST and not has_setbacks(self.bridge):
            return ()
        try:
            return tuple(_OnOneRung(self, target, regime, rung, self.sides(target, regime, actors)).effects())
        except (Inexact, BudgetExceededError, NotShownError) as error:
            reason = str(error) or "the rules compute with numbers in a way that regions cannot hold exactly"
            return (Effect(target, regime, rung, What.UNDECIDED, None, "everybody", undecided=reason),)


class _OnOneRung:
    def __init__(self, asking: _Asking, target: Target, regime: str, rung: Rung, sides: Sides) -> None:
        self.asking, self.target, self.regime, self.rung, self.sides = asking, target, regime, rung, sides
        self.model, self.people = asking.bridge.model, sides.people
        self.law = conjunction((asking.bridge.for_whom(regime), sides.people.settled))
        self.partition = Partition(sides.people, asking.named, asking.hidden, self.law)
        self.laws = (OLD, regime)
        needed = asking.needed | {asking.day.mark}
        self.asker = Asker(needed, asking.engine, asking.budget, asking.solvers, asking.proved)
        self.prover = Prover(sides, asking.day, self.laws, self.asker)
        self.own = self._made()

    def _made(self) -> OnRung:
        asking, day, asker, target = self.asking, self.asking.day, self.asker, self.target
        match self.rung:
            case Rung.ENTITLEMENT:
                return OnPath(self.sides, self.prover, target.name, 0)
            case Rung.OWN_STEPS | Rung.PATH:
                return OnPath(self.sides, self.prover, target.name, None)
            case Rung.TIME:
                return OnTime(self.sides, self.prover, self.partition)
            case Rung.ROBUST:
                steering = Steering(day, target.condition, asking.setbacks, asker)
                return OnRobust(self.sides, steering, self.laws, self.prover.lives_on_the_day)
            case Rung.BURDEN:
                return OnBurden(self.sides, day, asker, asking.hidden, self.laws, asking.ways, asking.plain)
            case Rung.PLACE:
                return OnPlace(self.sides, day, asker, self.laws)
            case _:
                assert_never(self.rung)

    def effects(self) -> Iterator[Effect]:
        rows = [_Row(g, (who,)) for g in self.own.groups() for who in self.partition.described(g.members)]
        rows = _merged(rows)
        conditions = [disjunction(map(self._condition, row.classes)) for row in rows]
        alike: dict[object, list[Condition]] = {}
        for row, condition in zip(rows, conditions, strict=True):
            alike.setdefault(row.group.kind, []).append(condition)
        for row, condition in zip(rows, conditions, strict=True):
            yield self._told(row, condition, disjunction(alike[row.group.kind]))
        yield self._everybody_else([self._condition(who) for row in rows for who in row.classes])

    # --- what is said of them ---

    def _condition(self, who: Described) -> Condition:
        place = InStatus(who.statuses)
        every = len(who.statuses) == len(self.model.statuses)
        return conjunction((self.law, *(who.conditions if every else (place, *who.conditions))))

    def _told(self, told: _Row, condition: Condition, alike: Condition) -> Effect:
        words = "; or ".join(map(self._words, told.classes))
        group = told.group
        row = replace(
            self._row(group.what, condition, words),
            merged=len(told.classes),
            asked=group.asked,
            place=group.place,
            asking=group.rules,
        )
        try:
            return self._shown(row, told, condition, alike)
        except (Inexact, BudgetExceededError, NotShownError) as error:
            return replace(row, what=What.UNDECIDED, undecided=str(error) or "the times make no set of regions")

    def _row(self, what: What, who: Condition, words: str) -> Effect:
        setbacks = self.asking.setbacks if self.rung is Rung.ROBUST else 0
        return Effect(self.target, self.regime, self.rung, what, who, words, setbacks=setbacks)

    def _shown(self, row: Effect, told: _Row, condition: Condition, alike: Condition) -> Effect:
        whole: Pieces = {}
        for who in told.classes:
            for status in who.statuses:
                whole.setdefault(status, []).extend(self.people.with_all((self.law, *who.conditions), status))
        members = self.people.common(whole, told.group.members)
        found = self.own.told(Those(told.group, condition, alike, whole, members))
        lives = tuple(map(self.prover.lives, found.persons))
        return replace(row, least=found.least, most=found.most, lives=lives, shown=found.claims)

    def _words(self, who: Described) -> str:
        parts = [told_condition(self.model, self.asking.plain.condition(part)) for part in who.conditions]
        where = "" if len(who.statuses) == len(self.model.statuses) else f"in {', '.join(who.statuses)}"
        with_all = f"with {' and '.join(parts)}" if parts else ""
        return " ".join(part for part in (where, with_all) if part) or "everybody"

    def _everybody_else(self, affected: Sequence[Condition]) -> Effect:
        """Those of whom no class is told, nor on another rung."""
        apart = [self._condition(who) for members in self.own.apart() for who in self.partition.described(members)]
        who = conjunction((self.law, negation(disjunction((*affected, *apart)))))
        words = "everybody else" if affected or apart else "everybody"
        row = self._row(What.UNAFFECTED, who, words)
        try:
            return replace(row, shown=tuple(self.own.unaffected(who)))
        except (Inexact, BudgetExceededError, NotShownError) as error:
            return replace(row, what=What.UNDECIDED, undecided=str(error) or "the times make no set of regions")
