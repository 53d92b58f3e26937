"""Both laws as one model in which a mark says that the change has just entered into force for a person.

What is said of persons under the new law is said of them as they are on the day of the change. Others live under it who
look like somebody else did on that day: whoever the new law let become so. The mark tells them apart. It lasts until
something happens, and no time passes as long as it does; nothing else depends on it, so that from a marked state
the same can be reached, in the same time, as from the state without it.

The change is no adverse event here but one of the legislature, of whose help nobody
makes use: so it is no setback either.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from bcm_formal.model.expressions import FALSE, TRUE, Condition, Flag, Number
from bcm_formal.model.model import (
    LAW,
    TIME_IN_STATUS,
    Assignment,
    Attribute,
    Event,
    Limit,
    Model,
    Origin,
)
from bcm_formal.model.types import Duration, YesNo
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.versions.bridging import Bridge


class OnTheDay:
    """The model with the mark; made once for a bridge, when it is first asked for."""

    def __init__(self, bridge: Bridge) -> None:
        self.bridge = bridge
        taken = {*bridge.model.attribute, *bridge.model.clock, *bridge.model.limit, *bridge.model.event}
        self.mark = _free("on_the_day", taken)
        self._ends = _free("end_of_the_day", {name.removesuffix(f"_in_{s}") for name in taken for s in self._statuses})

    @property
    def _statuses(self) -> tuple[str, ...]:
        return tuple(status.name for status in self.bridge.model.statuses)

    @cached_property
    def system(self) -> TransitionSystem:
        return TransitionSystem(self._model())

    @property
    def just_changed(self) -> Condition:
        """True iff the change has entered into force, and nothing has happened since."""
        return Flag(self.mark)

    @property
    def actors(self) -> tuple[str, ...]:
        """Whose events count for those who may be helped by everybody: of all but the legislature."""
        model, by = self.bridge.model, self.bridge.model.event[self.bridge.enters].actor
        return tuple(dict.fromkeys(event.actor for event in model.events if event.actor not in (LAW, by)))

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
            attributes=(*model.attributes, mark),
            events=tuple(map(self._event, model.events)),
            limits=(*map(self._limit, model.limits), *ends),
        )

    def _event(self, event: Event) -> Event:
        is_change = event.name == self.bridge.enters
        sets = Assignment(self.mark, TRUE if is_change else FALSE, event.span)
        return replace(event, adverse=event.adverse and not is_change, assignments=(*event.assignments, sets))

    def _limit(self, limit: Limit) -> Limit:
        if limit.window is not None or limit.at_once:  # nothing that happens to a person
            return limit
        return replace(limit, assignments=(*limit.assignments, Assignment(self.mark, FALSE, limit.span)))


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name
