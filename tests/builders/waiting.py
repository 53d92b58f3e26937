"""Persons on the day of a change, and how long they then wait for a status."""

from __future__ import annotations

from bcm_formal.model.from_words import condition_from_text
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State, Take
from bcm_formal.versions.bridging import Bridge

LONGEST = 400
"""steps after which nobody is followed any more"""


def first_month(found: Bridge, after: int, status: str, goal: str = "settled", **values: str) -> int | None:
    """In which step of a stay that began in `status` with these values the goal is reached first; None: never.

    The change comes after so many steps, and nothing adverse happens.
    """
    system = _Waiting(found)
    (state,) = [item for item in system.starts(status, after) if system.has(item, values)]
    entered = next(now for step, now in system.changes(state) if found.day.get(step) == "enters")
    return after + waited if (waited := system.least(entered, goal)) is not None else None


class _Waiting:
    def __init__(self, found: Bridge) -> None:
        self.bridge, self.interpreter = found, Interpreter(found.model)

    def changes(self, state: State) -> list[tuple[str, State]]:
        steps = self.interpreter.changes(state)
        return [
            (step.event if isinstance(step, Take) else step.limit, self.interpreter.settled(now)) for step, now in steps
        ]

    def has(self, state: State, values: dict[str, str]) -> bool:
        words = " and ".join(f"{name} is {value}" for name, value in values.items())
        return self.interpreter.holds(condition_from_text(self.bridge.model, words), state)

    def starts(self, status: str, after: int) -> list[State]:
        """Everybody who has been in the status since a stay began, so many steps later, under the old law."""
        seen = {self.interpreter.settled(item) for item in self.interpreter.start_states()}
        self._close(seen, stay=False)
        inside = {item for item in seen if item.status == status and max(item.clocks) == 0}
        for _ in range(after):
            inside = {now for item in inside if (now := self.interpreter.pass_time(item, 1)) is not None}
        return sorted(inside)

    def _close(self, seen: set[State], *, stay: bool) -> None:
        """Add what can be reached in no time without the change."""
        waiting = list(seen)
        while waiting:
            for step, now in self.changes(waiting.pop()):
                if now not in seen and (stay or self.bridge.day.get(step) != "enters") and self._helps(step):
                    seen.add(now)
                    waiting.append(now)

    def _helps(self, step: str) -> bool:
        event = self.bridge.model.event.get(step)
        return event is None or not event.adverse

    def least(self, state: State, goal: str) -> int | None:
        """The least number of steps to the status."""
        now = {state}
        for waited in range(LONGEST):
            self._close(now, stay=True)
            if any(item.status == goal for item in now):
                return waited
            now = {later for item in now if (later := self.interpreter.pass_time(item, 1)) is not None}
        return None
