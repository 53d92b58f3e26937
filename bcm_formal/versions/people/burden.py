"""What the rules ask of people on the way to a target: what they must meet under one law and not under another.

A rule asks for a requirement if it is possible only where that is met, however it is written. Somebody must meet a
requirement if they have a path and every path uses a rule that asks for it: so they have none without these rules. The
requirements that are looked at are those of the rules that change and of those that lead where these lead.
Requirements for which the same rules ask are told together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from bcm_formal.model.expressions import (
    TRUE,
    Condition,
    NamedCondition,
    NamedTerm,
    attributes_of,
    in_status,
    walk,
)
from bcm_formal.model.model import Event, Model, Origin
from bcm_formal.model.priority import without_priority
from bcm_formal.model.sentences import CanReach
from bcm_formal.model.to_text import told_condition
from bcm_formal.records import dataclass
from bcm_formal.system.questions import per_status
from bcm_formal.system.state import State
from bcm_formal.trust.claim import Outcome
from bcm_formal.verify.engine import Budget, BudgetExceededError
from bcm_formal.verify.regions.backward import Backward
from bcm_formal.verify.regions.compared import Pieces
from bcm_formal.verify.regions.compiled import Compiled
from bcm_formal.verify.regions.federation import Federation, federation_of, outside
from bcm_formal.verify.regions.zone import Inexact
from bcm_formal.versions.bridging import Bridge
from bcm_formal.versions.people.accepting import Asker, denied
from bcm_formal.versions.people.effects import AskedFor, Claimed, Effect, What
from bcm_formal.versions.people.on_the_day import OnTheDay
from bcm_formal.versions.people.rungs import Group, ShownTogether
from bcm_formal.versions.people.sides import People, Sides
from bcm_formal.versions.rewording import Rewording

MOST_REQUIREMENTS = 60
"""that different rules ask for: as many fixpoints are made for each target"""


@dataclass(frozen=True)
class Requirements:
    """Some requirements, and all rules that ask for each of them."""

    conditions: tuple[Condition, ...]
    rules: frozenset[str]


def possible_only(compiled: Compiled, condition: Condition, rules: Iterable[str], budget: Budget) -> frozenset[str]:
    """Those of the rules that are possible only where the condition is true."""
    left = set(rules)
    met: dict[str, Federation] = {}
    for move in compiled.system.moves:
        if move.name in left:
            if move.source not in met:
                met[move.source] = federation_of({move.source: compiled.split(in_status(condition, move.source))})
            if outside(compiled, {move.source: compiled.split(move.guard)}, met[move.source], budget):
                left.discard(move.name)
    return frozenset(left)


def helpful(bridge: Bridge) -> tuple[str, ...]:
    """The rules of the laws that may be used on a path and may ask for something."""
    return tuple(event.name for event in bridge.model.events if event.name not in bridge.day and not event.adverse)


def looked_at(bridge: Bridge) -> tuple[Event, ...]:
    """The rules that are not the same under all laws, and those that lead where these lead."""
    events = [bridge.model.event[name] for name in helpful(bridge)]
    changed = [event for event in events if set(bridge.versions[event.name].regimes) != set(bridge.regimes)]
    ends = {event.target for event in changed if event.target is not None}
    return tuple(event for event in events if event in changed or event.target in ends)


def requirements(people: People, bridge: Bridge, hidden: frozenset[str]) -> tuple[Requirements, ...]:
    """The requirements that are looked at. Raises `BudgetExceededError`."""
    found: dict[frozenset[str], dict[Condition, None]] = {}
    asked = dict.fromkeys(
        item.condition for event in looked_at(bridge) for item in without_priority(event).requirements
    )
    for condition in asked:
        if condition != TRUE and hidden.isdisjoint(attributes_of(condition)):
            rules = possible_only(people.compiled, condition, helpful(bridge), people.budget)
            found.setdefault(rules, {})[condition] = None
    if len(found) > MOST_REQUIREMENTS:
        raise BudgetExceededError(f"the rules that change ask for more than {MOST_REQUIREMENTS} requirements")
    return tuple(Requirements(tuple(conditions), rules) for rules, conditions in found.items() if rules)


def told(bridge: Bridge, asked: Requirements, plain: Rewording) -> tuple[AskedFor, ...]:
    """The requirements in words, with where they stand; `plain`: how names of the bridge are told."""
    found: list[AskedFor] = []
    for condition in asked.conditions:
        rules = [
            event
            for event in looked_at(bridge)
            if event.name in asked.rules and any(item.condition == condition for item in event.requirements)
        ]
        origins = [event.origin for event in rules] + _origins_of_names(bridge.model, condition)
        citations = dict.fromkeys(citation for origin in origins for citation in origin.citations)
        names = dict.fromkeys(bridge.versions[event.name].rule for event in rules)
        found.append(
            AskedFor(
                condition, told_condition(bridge.model, plain.condition(condition)), tuple(names), tuple(citations)
            )
        )
    return tuple(found)


def _origins_of_names(model: Model, condition: Condition) -> list[Origin]:
    """Where the parameters and definitions stand that the condition names."""
    names = {node.name for node in walk(condition) if isinstance(node, NamedTerm | NamedCondition)}
    found = [item.origin for item in model.parameters if item.name in names]
    return found + [item.origin for item in model.definitions if item.name in names]


def still_asked(effect: Effect, day: OnTheDay, asker: Asker) -> bool | None:
    """Whether by another change somebody of the class must meet (or need not meet) the same under the new law; None:
    that is not decided. Raises `NotShownError`."""
    assert effect.who is not None
    those = day.those(effect.who, effect.regime)
    compiled = asker.engine.compiled(asker.small(day.system))

    way = CanReach(those, effect.target.condition, None, day.actors)

    for item in effect.asked:
        avoided = possible_only(compiled, item.condition, helpful(day.bridge), asker.budget)
        free = day.without(avoided)
        if effect.what is What.LESS:
            if asker.answered(free, denied(way)).outcome is Outcome.HOLDS:
                return False
        elif asker.answered(free, way).outcome is Outcome.HOLDS:
            return False
        elif asker.answered(day.system, way).outcome is not Outcome.HOLDS:
            return None
    return True


class OnBurden(ShownTogether):
    """Who must meet what on the way to a target, under each of two laws."""

    def __init__(
        self,
        sides: Sides,
        day: OnTheDay,
        asker: Asker,
        hidden: frozenset[str],
        laws: tuple[str, str],
        known: dict[object, Backward],
        plain: Rewording,
    ) -> None:
        """`laws`: the old one and the new; `known`: fixpoints that they share; `plain`: how names of the bridge are
        told."""
        super().__init__(sides.people)
        self.sides, self.day, self.asker, self.laws = sides, day, asker, laws
        self.bridge, self.hidden, self._known, self.plain = day.bridge, hidden, known, plain
        self._avoiding: dict[frozenset[str], tuple[Pieces, Pieces]] = {}

    @cached_property
    def requirements(self) -> tuple[Requirements, ...]:
        return requirements(self.people, self.bridge, self.hidden)

    # --- who is affected ---

    def groups(self) -> Iterator[Group]:
        for back in (False, True):
            for asked in self.requirements:
                what = What.LESS if back else What.MORE
                yield Group(
                    what, self._changed(asked.rules, back=back), told(self.bridge, asked, self.plain), rules=asked.rules
                )

    def apart(self) -> Sequence[Pieces]:
        return [self.sides.lost(back=back) for back in (False, True)]

    def _changed(self, rules: frozenset[str], *, back: bool) -> Pieces:
        """Who need not meet what the rules ask for under the old law, and has paths under the new one, all by these
        rules; `back`: the other way round."""
        free, bound = self._without(rules)[:: -1 if back else 1]
        path = self.sides.with_path(new=not back)
        return self.people.without(self.people.common(free, path), federation_of(bound))

    def _without(self, rules: frozenset[str]) -> tuple[Pieces, Pieces]:
        """Who has a path without these rules, under the old law and under the new one."""
        if rules not in self._avoiding:
            system, target = self.people.compiled.system, self.sides.sentence.target
            key = (target, rules)
            if key not in self._known:
                goal = self.people.compiled.pieces(per_status(system, target))
                moves = [move for move in system.counting(self.sides.help) if move.name not in rules]
                self._known[key] = Backward(self.people.compiled, goal, moves, self.people.budget)
                self._known[key].run(lambda _: False)
            if not self._known[key].is_exact:
                raise Inexact
            self._avoiding[rules] = self.sides.under_both(self._known[key].cover)
        return self._avoiding[rules]

    # --- what shows it ---

    def affected(self, group: Group, who: Condition, person: State) -> Iterator[Claimed]:
        back = group.what is What.LESS
        free, bound = self.laws[back], self.laws[not back]
        without = f"without what asks for {' and '.join(item.words for item in group.asked)}"
        avoiding = self.day.without(group.rules)
        path = self.asker.holds(avoiding, self._way(who, new=back))
        yield Claimed(*path, f"under the {free} law all of them get there {without}")
        path = self.asker.holds(self.day.system, self._way(who, new=not back))
        yield Claimed(*path, f"under the {bound} law all of them get there")
        none = self.asker.holds(avoiding, denied(self._way(who, new=not back)))
        yield Claimed(*none, f"under the {bound} law none of them gets there {without}")

    def unaffected(self, who: Condition) -> Iterator[Claimed]:
        for asked in self.requirements:
            words = " and ".join(item.words for item in told(self.bridge, asked, self.plain))
            for back in (False, True):
                shown = self.asker.holds(self.day.plain_without(asked.rules), self.sides.blocks(None, who, back=back))
                law = self.laws[not back]
                yield Claimed(*shown, f"nobody of them must meet {words} under the {law} law alone")

    def _way(self, who: Condition, *, new: bool) -> CanReach:
        return CanReach(self.day.those(who, self.laws[new]), self.sides.sentence.target, None, self.day.actors)
