"""Persons on the day of a change, and how long they then wait for a status."""

from __future__ import annotations

from dataclasses import replace as with_

from bcm_formal.model.from_words import condition_from_text
from bcm_formal.records import dataclass
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State, Take
from bcm_formal.versions.bridging import Bridge

LONGEST = 400
"""steps after which nobody is followed any more"""


@dataclass(frozen=True)
class Person:
    """Somebody who began a stay in a status with these values, and the change comes so many steps later.

    `by`: whose events help (None: everybody's); `even_by_adverse`: adverse ones as well; `reformed`: whether the change
    comes at all.
    """

    status: str
    after: int
    values: str
    by: tuple[str, ...] | None = None
    even_by_adverse: bool = False
    reformed: bool = True

    def without_reform(self) -> Person:
        """The same person under the old law for ever."""
        return with_(self, reformed=False)


def first_month(found: Bridge, person: Person, goal: str) -> int | None:
    """In which step of the stay the goal is reached first; None: never."""
    system = _Waiting(found, person)
    (state,) = system.on_the_day()
    waited = system.least(state, goal)
    return None if waited is None else person.after + waited


class _Waiting:
    def __init__(self, found: Bridge, person: Person) -> None:
        self.bridge, self.person, self.interpreter = found, person, Interpreter(found.model)

    def changes(self, state: State) -> list[tuple[str, State]]:
        steps = self.interpreter.changes(state)
        named = ((step.event if isinstance(step, Take) else step.limit, now) for step, now in steps)
        return [(name, self.interpreter.settled(now)) for name, now in named]

    def on_the_day(self) -> list[State]:
        """Who it is, just after the change; under the old law if there is none."""
        seen = {self.interpreter.settled(item) for item in self.interpreter.start_states()}
        self._close(seen, everything=True)
        condition = condition_from_text(self.bridge.model, self.person.values)
        inside = {item for item in seen if item.status == self.person.status and max(item.clocks) == 0}
        for _ in range(self.person.after):
            inside = {now for item in inside if (now := self.interpreter.pass_time(item, 1)) is not None}
        meant = sorted(item for item in inside if self.interpreter.holds(condition, item))
        if not self.person.reformed:
            return meant
        return [now for item in meant for step, now in self.changes(item) if self.bridge.day.get(step) == "enters"]

    def _close(self, seen: set[State], *, everything: bool = False) -> None:
        """Add what can be reached in no time without the change."""
        waiting = list(seen)
        while waiting:
            for step, now in self.changes(waiting.pop()):
                helps = self.bridge.day.get(step) != "enters" and (everything or self._helps(step))
                if now not in seen and helps:
                    seen.add(now)
                    waiting.append(now)

    def _helps(self, step: str) -> bool:
        event = self.bridge.model.event.get(step)
        if event is None or step in self.bridge.day:
            return True
        helper = self.person.by is None or event.actor in (*self.person.by, "law")
        return helper and (self.person.even_by_adverse or not event.adverse)

    def least(self, state: State, goal: str) -> int | None:
        """The least number of steps to the status."""
        now = {state}
        for waited in range(LONGEST):
            self._close(now)
            if any(item.status == goal for item in now):
                return waited
            now = {later for item in now if (later := self.interpreter.pass_time(item, 1)) is not None}
        return None
