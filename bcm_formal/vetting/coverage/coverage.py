"""What of a policy is never in use, and what goes wrong in it, without any property being written.

First some life courses are looked at: whatever they show is possible. Of the rest each point is one question, *no
reachable state is such*, to a search that goes back from there. What the searches exclude is proved at the end, by one
certificate that the checker accepted; a life course that they find shows more than what it was asked for. What they do
not answer is asked of the engines, and what no engine answers within its budget stays open: nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from functools import cached_property

from bcm_formal.model.model import Event, Limit
from bcm_formal.records import dataclass
from bcm_formal.system.encode import names_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.trace import Trace
from bcm_formal.trust.verdict import Shown
from bcm_formal.verify.cone import Rest, without_the_rest
from bcm_formal.vetting.coverage.cover_points import Accident, Acts, CoverPoint, Reaches
from bcm_formal.vetting.coverage.survey import Survey
from bcm_formal.vetting.coverage.timelock import timelock_of


@dataclass(frozen=True)
class Coverage:
    """What was found out about the coverage points of one policy.

    `never`: the proof for each point that never comes about; left out are those that need a status nobody reaches.
    `switched_off`: those of them that a parameter alone rules out, which is no mistake. `accidents`: a life course for
    each that does come about. `undecided`: neither is known.
    """

    system: TransitionSystem
    never: Mapping[CoverPoint, Shown]
    accidents: Mapping[Accident, Trace]
    switched_off: frozenset[CoverPoint]
    undecided: frozenset[CoverPoint]
    timelock: Trace | None = None
    """a life course to where time stands still for ever"""
    unasked: int = 0
    """how many of the undecided were not asked about, since there are too many"""

    @cached_property
    def unreached(self) -> frozenset[str]:
        """Statuses that nobody ever reaches."""
        return frozenset(point.status for point in self.never if isinstance(point, Reaches))

    @property
    def rules(self) -> tuple[Event | Limit, ...]:
        """Transitions, events and limits, in order of declaration."""
        return _rules_of(self.system)

    @cached_property
    def idle(self) -> frozenset[str]:
        """Rules that never act anywhere."""
        return _idle(self.system, self.never)

    @cached_property
    def left(self) -> frozenset[str]:
        """Statuses from which some rule leads to another, as far as nothing else is proved."""
        leading = ((rule, rule.target) for rule in self.rules if rule.target is not None)
        return frozenset(status for rule, target in leading for status in self.acting_in(rule) if status != target)

    def acting_in(self, rule: Event | Limit) -> tuple[str, ...]:
        """The statuses in which a rule acts, as far as nothing else is proved."""
        return _acting_in(rule, self.never)


def _rules_of(system: TransitionSystem) -> tuple[Event | Limit, ...]:
    return (*system.model.events, *system.model.own_limits)


def _acting_in(rule: Event | Limit, never: Container[CoverPoint]) -> tuple[str, ...]:
    statuses = rule.sources if isinstance(rule, Event) else rule.statuses
    return tuple(s for s in statuses if Reaches(s) not in never and Acts(rule.name, s) not in never)


def _idle(system: TransitionSystem, never: Container[CoverPoint]) -> frozenset[str]:
    return frozenset(rule.name for rule in _rules_of(system) if not _acting_in(rule, never))


def use_of(system: TransitionSystem) -> Coverage:
    """Which statuses and rules are ever in use; where a rule acts somewhere, it is not asked where else."""
    survey = Survey(system)
    places = [*survey.points.places()]
    survey.sightings.watch(places)
    survey.sightings.look_around()

    def ask() -> None:
        survey.ask(point for point in places if isinstance(point, Reaches))
        for point in places:
            if isinstance(point, Acts) and point.rule not in survey.sightings.acting:
                survey.ask([point])

    _until_proved(survey, ask)
    return _coverage(survey, {})


def coverage_of(system: TransitionSystem) -> Coverage:
    """Everything there is to say."""
    defined = {name for item in system.model.definitions for name in names_of(item.body)}
    rest = Rest(without_the_rest(system, defined), system)
    survey = Survey(rest.small)
    points = survey.points
    places, definitions, decisions = [*points.places()], [*points.definitions()], [*points.decisions()]
    survey.sightings.watch((*places, *definitions, *decisions, *points.accidents()))
    survey.sightings.look_around()

    def ask() -> None:
        survey.ask((*places, *definitions))
        idle = _idle(rest.small, survey.excluded)
        survey.ask(point for point in decisions if point.event not in idle)
        reasons = [*points.reasons(idle)]
        survey.sightings.watch(reasons)
        survey.ask(reasons)

    _until_proved(survey, ask)
    accidents = {accident: rest.trace(trace) for accident, trace in survey.find(points.accidents())}
    timelock = timelock_of(rest, survey.regions)
    return replace(_coverage(survey, accidents), system=system, timelock=timelock)


def _until_proved(survey: Survey, ask: Callable[[], None]) -> None:
    """Ask, and once more if there is no proof of what was answered."""
    ask()
    if not survey.prove():
        ask()


def _coverage(survey: Survey, accidents: dict[Accident, Trace]) -> Coverage:
    switched_off, undecided = survey.switched_off, frozenset(survey.open)
    return Coverage(survey.system, dict(survey.never), accidents, switched_off, undecided, unasked=len(survey.unasked))
