"""Both laws as one model in which a mark says that the change has just entered into force for a person.

What is said of persons under the new law is said of them as they are on the day of the change. Others live under it who
look like somebody else did on that day: whoever the new law let become so. The mark tells them apart. It lasts until
something happens, and no time passes as long as it does; nothing else depends on it, so that from a marked state
the same can be reached, in the same time, as from the state without it.

The change is no adverse event here but one of the legislature, of whose help nobody makes use: so it is no setback
either. Adverse events come from an actor of their own, so that `by` says that they do not help.
"""

from __future__ import annotations

from dataclasses import replace

from bcm_formal.model.expressions import FALSE, TRUE, Condition, Flag, Number, conjunction
from bcm_formal.model.model import (
    LAW,
    PERSON,
    TIME_IN_STATUS,
    Actor,
    Assignment,
    Attribute,
    Event,
    Limit,
    Model,
    Origin,
)
from bcm_formal.model.types import Duration, YesNo
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.versions.bridging import OLD, Bridge


class OnTheDay:
    """The model with the mark; made once for a bridge, when it is first asked for."""

    def __init__(self, bridge: Bridge) -> None:
        self.bridge = bridge
        self._made: dict[tuple[bool, frozenset[str]], TransitionSystem] = {}
        taken = {*bridge.model.attribute, *bridge.model.clock, *bridge.model.limit, *bridge.model.event}
        self.mark = _free("on_the_day", taken)
        self._nobody = _free("adversity", {actor.name for actor in bridge.model.actors} | taken)
        self._ends = _free("end_of_the_day", {name.removesuffix(f"_in_{s}") for name in taken for s in self._statuses})

    @property
    def _statuses(self) -> tuple[str, ...]:
        return tuple(status.name for status in self.bridge.model.statuses)

    @property
    def system(self) -> TransitionSystem:
        return self.without(frozenset())

    def without(self, rules: frozenset[str]) -> TransitionSystem:
        """The same, with some events of which no path may make use."""
        return self._with(True, rules)

    def plain_without(self, rules: frozenset[str]) -> TransitionSystem:
        """The bridge as it is, without the mark, with such events."""
        return self._with(False, rules)

    def _with(self, marked: bool, rules: frozenset[str]) -> TransitionSystem:
        key = marked, rules
        if key not in self._made:
            model = self._model() if marked else self._plain()
            events = (self._adverse(event) if event.name in rules else event for event in model.events)
            self._made[key] = TransitionSystem(replace(model, events=tuple(events)))
        return self._made[key]

    @property
    def just_changed(self) -> Condition:
        """True iff the change has entered into force, and nothing has happened since."""
        return Flag(self.mark)

    def those(self, who: Condition, law: str) -> Condition:
        """True iff they are some persons as they are under a law, under a new one on its day."""
        return conjunction((who, self.bridge.under(law), *((self.just_changed,) if law != OLD else ())))

    @property
    def actors(self) -> tuple[str, ...]:
        """Whose events count for those who may be helped by everybody: of all but the legislature."""
        model, by = self.bridge.model, self.bridge.model.event[self.bridge.enters].actor
        return tuple(dict.fromkeys(e.actor for e in model.events if not e.adverse and e.actor not in (LAW, by))) or (
            PERSON,
        )

    def _plain(self) -> Model:
        model = self.bridge.model
        return replace(model, actors=(*model.actors, Actor(self._nobody, "whoever does harm")))

    def _model(self) -> Model:
        model, span = self.bridge.model, self.bridge.model.event[self.bridge.enters].span
        mark = Attribute(self.mark, "the change has just entered into force", YesNo(), False, False, Origin(), span)
        ends = tuple(
            Limit(
                f"{self._ends}_in_{status}",
                "the day of the change is over",
                (status,),
                self.just_changed,
                TIME_IN_STATUS,
                Number(0, Duration()),
                status,
                (Assignment(self.mark, FALSE, span),),
                Origin(),
                span,
            )
            for status in self._statuses
        )
        return replace(
            model,
            actors=(*model.actors, Actor(self._nobody, "whoever does harm")),
            attributes=(*model.attributes, mark),
            events=tuple(map(self._event, model.events)),
            limits=(*map(self._limit, model.limits), *ends),
        )

    def _event(self, event: Event) -> Event:
        is_change = event.name == self.bridge.enters
        sets = Assignment(self.mark, TRUE if is_change else FALSE, event.span)
        marked = replace(event, adverse=event.adverse and not is_change, assignments=(*event.assignments, sets))
        return self._adverse(marked) if marked.adverse else marked

    def _adverse(self, event: Event) -> Event:
        """The event as a setback that comes from nobody who could help."""
        return replace(event, adverse=True, actor=self._nobody)

    def _limit(self, limit: Limit) -> Limit:
        if limit.window is not None or limit.at_once:  # nothing that happens to a person
            return limit
        return replace(limit, assignments=(*limit.assignments, Assignment(self.mark, FALSE, limit.span)))


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name
