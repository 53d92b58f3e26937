"""The pathways of a path property that holds: a life for each kind of people, and the ways of the proof in short.

A proof may have hundreds of regions. Each is followed to the goal by its first way and that way's longest
continuation. People in one status whose ways pass the same statuses are of one kind: a life of one of them is told, and
their ways together say what is done in each status as needed, what is waited for, what leads on. The latter is no life:
who needs which of it depends on the person.
"""

from __future__ import annotations

from collections.abc import Sequence

from bcm_formal.answers.guide import Guide
from bcm_formal.answers.life_in_words import teller_of
from bcm_formal.answers.lives import Kind, People, lives_along
from bcm_formal.answers.pathways_told import NO_PATHWAYS, Pathway, Pathways, Stage
from bcm_formal.answers.phrases import reading_text, rule_title, status_title
from bcm_formal.answers.setbacks import recoveries_of
from bcm_formal.model.expressions import (
    Choose,
    ClockTerm,
    NamedCondition,
    NamedTerm,
    Number,
    Rewriting,
    Scaled,
    Sum,
    Term,
    bare,
    walk,
)
from bcm_formal.model.model import Event, Limit, Model
from bcm_formal.model.to_text import told_condition
from bcm_formal.system.questions import Conditions, Path, Robust, without_observer
from bcm_formal.system.state import OBSERVER
from bcm_formal.system.transition_system import ZERO, TransitionSystem
from bcm_formal.trust.certificate import Act, PathProof, Region, StrategyProof, WaitFor
from bcm_formal.trust.verdict import Answered

_SHORT = 90
_FOLLOWED = 2_000
"""regions of a status"""


def pathways_of(verdict: Answered) -> Pathways:
    """The pathways of a verdict that holds; none where its evidence has none, or speaks of more than the policy."""
    system = verdict.question.system
    if without_observer(system).model != system.policy:
        return NO_PATHWAYS
    match verdict.question, verdict.certificate:
        case Path(along=None) as question, PathProof(_, regions):
            return _told(verdict, question, Guide(question, regions))
        case Robust() as question, StrategyProof(_, calm, layers):
            return _told(verdict, question, Guide(question, layers[-1], calm[-1]))
        case _:
            return NO_PATHWAYS


def _told(verdict: Answered, question: Path | Robust, guide: Guide) -> Pathways:
    teller = Teller(question.system, question.origin, guide.regions)
    people = People(question, guide, verdict.somebody)
    kinds = teller.kinds(people)
    lives = lives_along(people, kinds)
    told = teller_of(question).tell_all([life for _, life in lives.of])
    recoveries, further = recoveries_of(question, verdict.certificate, lives)
    return Pathways(teller.merged(kinds), told, recoveries, further, len(lives.untold))


class Teller:
    """Tells how regions lead people to the goal."""

    def __init__(self, system: TransitionSystem, origin: Conditions, regions: Sequence[Region]) -> None:
        self.origin, self.regions = origin, regions
        self.model: Model = system.model
        self._added = [clock.name for clock in self.model.clocks if clock.name not in system.policy.clock]
        self._unsaid = {*self._added, *self.model.inner}
        self._words = {item.name for item in self.model.definitions}
        self._ways: dict[int, tuple[Stage, ...]] = {}

    def kinds(self, people: People) -> tuple[Kind, ...]:
        """The kinds of people the property may speak of, by the statuses that they pass."""
        found: list[Kind] = []
        for status in self.origin:
            groups: dict[tuple[str | None, ...], list[int]] = {}
            indices = [index for index, region in enumerate(self.regions) if region.status == status][:_FOLLOWED]
            for index in indices:
                groups.setdefault(tuple(stage.to for stage in self.way(index)), []).append(index)
            for passed, members in sorted(groups.items(), key=lambda group: len(group[0])):
                if people.near(status, members) is not None or any(map(people.may_be_in, members)):
                    found.append(Kind(status, passed, tuple(members)))
        return tuple(found)

    def merged(self, kinds: Sequence[Kind]) -> tuple[Pathway, ...]:
        """The ways of each kind as one."""
        return tuple(
            Pathway(
                status_title(self.model, kind.status),
                self._who(kind.regions),
                tuple(_together(column) for column in zip(*(self.way(i) for i in kind.regions), strict=True)),
            )
            for kind in kinds
        )

    def _who(self, members: Sequence[int]) -> str | None:
        """What the people of one region have in common, if that can be said shortly and in words of the model."""
        if len(members) != 1:
            return None
        region = self.regions[members[0]]
        condition = Rewriting(dict.fromkeys(self._added, ZERO), {}, region.status).condition(region.condition)
        if any(
            isinstance(part, NamedCondition | NamedTerm) and part.name not in self._words for part in walk(condition)
        ):
            return None
        text = told_condition(self.model, condition)
        return text if text != "yes" and len(text) <= _SHORT else None

    def way(self, start: int) -> tuple[Stage, ...]:
        """The stages from a region to the goal."""
        if start not in self._ways:
            self._ways[start] = self._way(start)
        return self._ways[start]

    def _way(self, start: int) -> tuple[Stage, ...]:
        stages: list[Stage] = []
        acts: dict[str, None] = {}
        waits: dict[str, None] = {}
        at: int | None = start
        while at is not None:
            region = self.regions[at]
            rules = self._rules(region)
            if region.ways and isinstance(region.ways[0].move, WaitFor):
                waits[self._until(region.ways[0].move.length)] = None
            elif rules and rules[0].target in (None, region.status):
                acts.update(dict.fromkeys(rule_title(rule) for rule in rules if rule.target in (None, region.status)))
            elif rules:
                target = rules[0].target or region.status
                by = dict.fromkeys(rule_title(rule) for rule in rules if rule.target == target)
                stages.append(Stage(tuple(acts), tuple(waits), tuple(by), status_title(self.model, target)))
                acts, waits = {}, {}
            into = region.ways[0].into if region.ways else ()
            lower = [number for number in into if self.regions[number].rank < region.rank]
            at = max(lower, key=lambda number: self.regions[number].rank, default=None)
        if acts or waits:
            stages.append(Stage(tuple(acts), tuple(waits), (), None))
        return tuple(stages)

    def _rules(self, region: Region) -> list[Event | Limit]:
        """The rules a region's ways name, those of the question apart."""
        rules = [self._rule(way.move.rule) for way in region.ways if isinstance(way.move, Act)]
        told = (rule for rule in rules if not (isinstance(rule, Event) and rule.actor == OBSERVER))
        return [rule for rule in told if rule.name not in self.model.inner]

    def _rule(self, name: str) -> Event | Limit:
        return self.model.event[name] if name in self.model.event else self.model.limit[name]

    def _until(self, length: Term) -> str:
        """`residence is 10 years`, where the length says so."""
        inner = bare(length)
        if isinstance(inner, Choose):
            inner = bare(inner.then)
        match inner:
            case Sum((Scaled(-1, ClockTerm(clock)), Number(until))) | Sum(
                (Number(until), Scaled(-1, ClockTerm(clock)))
            ) if clock not in self._unsaid:
                return f"{clock} is {reading_text(self.model, clock, until)}"
            case _:
                return ""


def _together(stages: tuple[Stage, ...]) -> Stage:
    """Stages of one status in several ways as one."""
    return Stage(
        tuple(dict.fromkeys(act for stage in stages for act in stage.acts)),
        tuple(dict.fromkeys(wait for stage in stages for wait in stage.waits)),
        tuple(dict.fromkeys(name for stage in stages for name in stage.by)),
        stages[0].to,
    )
