"""Who gains and who loses by a change: for each target and rung a partition of all who can be met under the old law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from bcm_formal.model.expressions import (
    Condition,
    InStatus,
    conjunction,
    disjunction,
    negation,
)
from bcm_formal.model.model import PERSON
from bcm_formal.model.sentences import Among, Change
from bcm_formal.model.to_text import told_condition
from bcm_formal.records import dataclass
from bcm_formal.system.encode import names_of
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
from bcm_formal.versions.people.causes import Causes
from bcm_formal.versions.people.classes import Described, Partition
from bcm_formal.versions.people.common import Common, Undone
from bcm_formal.versions.people.effects import Effect, Rung, Target, What
from bcm_formal.versions.people.place import OnPlace
from bcm_formal.versions.people.proving import Prover
from bcm_formal.versions.people.rungs import Group, OnRung, Those
from bcm_formal.versions.people.sides import People, Sides
from bcm_formal.versions.people.steering import OnRobust, Steering, has_setbacks
from bcm_formal.versions.people.targets import targets_of
from bcm_formal.versions.people.ways import OnPath, OnTime

MOST_ROWS = 20
MOST_KEPT = 16
"""of them stay as they are where there would be more"""
MOST_CLASSES = 20
"""are described each by itself, those of one kind that are left together"""
RUNGS = tuple(Rung)
LONGEST_FIRST = (Rung.TIME, Rung.BURDEN, Rung.PLACE, Rung.ENTITLEMENT, Rung.ROBUST, Rung.PATH, Rung.OWN_STEPS)
"""the rungs, what usually takes longest first"""


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked by itself. What comes of it does not depend on what else is asked, before or by which process."""

    target: Target
    regime: str
    rung: Rung


def parts_of(bridge: Bridge, targets: Sequence[Target], rungs: Sequence[Rung]) -> tuple[Part, ...]:
    """All parts, in the order in which they are told; where people are is asked about all targets together, last."""
    regimes, own = bridge.regimes[1:], [rung for rung in rungs if rung is not Rung.PLACE]
    parts = [Part(target, regime, rung) for target in targets for regime in regimes for rung in own]
    if Rung.PLACE in rungs and targets:
        name = " or ".join(target.name for target in targets)
        anywhere = targets[0] if len(targets) == 1 else Target(name, disjunction(item.condition for item in targets))
        parts += (Part(anywhere, regime, Rung.PLACE) for regime in regimes)
    return tuple(parts)


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
    common = Common(bridge, undone)
    return tuple(
        effect
        for part in parts_of(bridge, targets, rungs)
        for effect in people_of(common, part, budget, solvers, setbacks)
    )


def people_of(
    common: Common,
    part: Part,
    budget: Budget | None = None,
    solvers: Sequence[str] = ("z3",),
    setbacks: int = 1,
) -> Iterator[Effect]:
    """The same for one part, as it is found."""
    budget = budget or Budget()
    causes = Causes(common, budget, solvers)
    for effect in _Asking(common, budget, tuple(solvers), setbacks).effects(part.target, part.regime, part.rung):
        yield replace(causes.of(effect), pair=None)


def undecided(part: Part, told: Sequence[Effect], why: str) -> Effect:
    """What there is to say of those of whom nothing was found out, after what was told of others."""
    words = "everybody else" if told else "everybody"
    return Effect(part.target, part.regime, part.rung, What.UNDECIDED, None, words, undecided=why)


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
    """Asks about one bridge."""

    def __init__(self, common: Common, budget: Budget, solvers: tuple[str, ...], setbacks: int) -> None:
        self.common, self.budget, self.solvers, self.setbacks = common, budget, solvers, setbacks
        self.bridge, self.day, self.engine, self.proved = common.bridge, common.day, Regions(), common.proved
        self.hidden, self.named, self.plain = common.hidden, common.named, common.plain
        self._people: dict[Compiled, People] = {}
        self.ways: dict[object, Backward] = {}

    def needed(self, target: Target) -> frozenset[str]:
        """What is read of persons beside what the rules read."""
        return self.common.needed | names_of(target.condition)

    def sides(self, target: Target, regime: str, actors: tuple[str, ...] | None) -> Sides:
        change = Change(0, self.bridge.regimes.index(regime))
        among, needed = Among(self.bridge.for_whom(regime), actors), self.needed(target)
        return Sides(
            self.common.system, among, self.bridge.regime, target.condition, change, needed, self.budget, self._people
        )

    def effects(self, target: Target, regime: str, rung: Rung) -> Iterator[Effect]:
        """What the change does on one rung, everybody else last."""
        actors = (PERSON,) if rung is Rung.OWN_STEPS else None
        if rung is Rung.ROBUST and not has_setbacks(self.bridge):
            return
        told: list[Effect] = []
        try:
            for effect in _OnOneRung(self, target, regime, rung, self.sides(target, regime, actors)).effects():
                told.append(effect)
                yield effect
        except (Inexact, BudgetExceededError, NotShownError) as error:
            reason = str(error) or "the rules compute with numbers in a way that regions cannot hold exactly"
            yield undecided(Part(target, regime, rung), told, reason)


class _OnOneRung:
    def __init__(self, asking: _Asking, target: Target, regime: str, rung: Rung, sides: Sides) -> None:
        self.asking, self.target, self.regime, self.rung, self.sides = asking, target, regime, rung, sides
        self.model, self.people = asking.bridge.model, sides.people
        self.law = conjunction((asking.bridge.for_whom(regime), sides.people.settled))
        self.partition = Partition(sides.people, asking.named, asking.hidden, self.law)
        self.laws = (OLD, regime)
        needed = asking.needed(target) | {asking.day.mark}
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
        rows: list[_Row] = []
        for group in self.own.groups():
            most = max(1, MOST_CLASSES - len(rows))
            rows += (_Row(group, (who,)) for who in self.partition.described(group.members, most))
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
        return replace(row, least=found.least, most=found.most, lives=lives, shown=found.claims, pair=found.pair)

    def _words(self, who: Described) -> str:
        parts = [told_condition(self.model, self.asking.plain.condition(part)) for part in who.conditions]
        if who.is_rest:
            return f"others in {', '.join(who.statuses)}"
        where = "" if len(who.statuses) == len(self.model.statuses) else f"in {', '.join(who.statuses)}"
        with_all = f"with {' and '.join(parts)}" if parts else ""
        return " ".join(part for part in (where, with_all) if part) or "everybody"

    def _everybody_else(self, affected: Sequence[Condition]) -> Effect:
        """Those of whom no class is told, nor on another rung."""
        apart = [
            self._condition(who)
            for members in self.own.apart()
            for who in self.partition.described(members, MOST_CLASSES)
        ]
        who = conjunction((self.law, negation(disjunction((*affected, *apart)))))
        words = "everybody else" if affected or apart else "everybody"
        row = self._row(What.UNAFFECTED, who, words)
        try:
            return replace(row, shown=tuple(self.own.unaffected(who)))
        except (Inexact, BudgetExceededError, NotShownError) as error:
            return replace(row, what=What.UNDECIDED, undecided=str(error) or "the times make no set of regions")
