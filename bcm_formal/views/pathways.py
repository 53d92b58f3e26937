"""The pathways of a path property that holds, in words: who, what they do next, and so on until the goal.

A proof may have hundreds of regions. Each is followed to the goal by its first way and that way's longest
continuation. Ways of people in one status that pass the same statuses are told together: what is done in each of them
as needed, what is waited for, what leads on.
"""

from __future__ import annotations

from dataclasses import dataclass

from bcm_formal.model.expressions import Choose, ClockTerm, Number, Scaled, Sum, Term, bare
from bcm_formal.model.model import Event, Limit, Model
from bcm_formal.model.to_text import condition_text
from bcm_formal.system.questions import Conditions, Path, Robust
from bcm_formal.system.state import OBSERVER
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.certificate import Act, PathProof, Region, StrategyProof, WaitFor
from bcm_formal.trust.verdict import Verdict
from bcm_formal.verify.never import never_in
from bcm_formal.views.phrases import reading_text, rule_title, status_title

_SHORT = 90
_FOLLOWED = 200


@dataclass(frozen=True, slots=True)
class Stage:
    """What is done in one status, in any order and as far as needed, and what leads on from it."""

    acts: tuple[str, ...]
    waits: tuple[str, ...]
    """`residence is 10 years`; empty words where the length cannot be said shortly"""
    by: tuple[str, ...]
    """the events or limits that lead on; none: the goal is met in this status"""
    to: str | None


@dataclass(frozen=True, slots=True)
class Pathway:
    """People in `status` (those with `condition`, where that can be said shortly) and the stages of their way."""

    status: str
    condition: str | None
    stages: tuple[Stage, ...]


def pathways_of(verdict: Verdict) -> tuple[Pathway, ...]:
    """The pathways that cover everybody the property speaks of, the shortest of each status first."""
    match verdict.question, verdict.certificate:
        case Path() as question, PathProof(_, regions):
            return Teller(question.system, question.origin, regions).tell()
        case Robust() as question, StrategyProof(_, _, layers):
            return Teller(question.system, question.origin, layers[-1]).tell()
        case _:
            return ()


class Teller:
    """Tells how regions lead people to the goal."""

    def __init__(self, system: TransitionSystem, origin: Conditions, regions: tuple[Region, ...]) -> None:
        self.origin, self.regions = origin, regions
        self.model: Model = system.model
        self.never = never_in(system)
        self._followed: dict[int, None] = {}

    def tell(self) -> tuple[Pathway, ...]:
        """The pathways of everybody in the origin."""
        told: list[Pathway] = []
        for status in self.origin:
            groups: dict[tuple[str | None, ...], list[int]] = {}
            ways = {index: self._way(index) for index in self._in(status)}
            for index, way in ways.items():
                groups.setdefault(tuple(stage.to for stage in way), []).append(index)
            for _, members in sorted(groups.items(), key=lambda group: len(group[0])):
                if any(self._is_spoken_of(index) for index in members):
                    stages = tuple(_together(column) for column in zip(*(ways[i] for i in members), strict=True))
                    told.append(Pathway(status_title(self.model, status), self._who(members), stages))
        return tuple(told)

    def pathway(self, index: int) -> Pathway:
        """The pathway of the people of one region."""
        return Pathway(status_title(self.model, self.regions[index].status), self._who([index]), self._way(index))

    def passed(self) -> dict[str, list[int]]:
        """The regions on the ways followed so far, by status."""
        found: dict[str, list[int]] = {}
        for index in self._followed:
            found.setdefault(self.regions[index].status, []).append(index)
        return found

    def _in(self, status: str) -> list[int]:
        """The regions of a status, a bounded number of them."""
        return [index for index, region in enumerate(self.regions) if region.status == status][:_FOLLOWED]

    def _is_spoken_of(self, index: int) -> bool:
        """True iff the region may hold somebody the property speaks of."""
        region = self.regions[index]
        return not self.never.meets(region.status, region.condition, self.origin[region.status])

    def _who(self, members: list[int]) -> str | None:
        if len(members) != 1:
            return None
        text = condition_text(self.model, self.regions[members[0]].condition)
        return text if text != "yes" and len(text) <= _SHORT else None

    def _way(self, start: int) -> tuple[Stage, ...]:
        """The stages from a region to the goal."""
        stages: list[Stage] = []
        acts: dict[str, None] = {}
        waits: dict[str, None] = {}
        at: int | None = start
        while at is not None:
            region = self.regions[at]
            self._followed[at] = None
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
        return [rule for rule in rules if not (isinstance(rule, Event) and rule.actor == OBSERVER)]

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
            ):
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
