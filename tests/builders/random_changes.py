"""Small random policies and what a reform makes of them, as two texts, the same from the same generator state."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial

STATUSES = ("a", "b", "c")


class Author:
    """Writes a policy and its reform: of each declaration the new law keeps the text, or has another, or none."""

    def __init__(self, draw: random.Random, change: float = 0.3) -> None:
        self.draw, self.change = draw, change
        self.statuses: Sequence[str] = STATUSES
        self.old: list[str] = ["policy p", "  time in months"]
        self.new: list[str] = list(self.old)

    def texts(self) -> tuple[str, str]:
        """The old law and the new one; sometimes they are the same."""
        self._both("layer l\nlayer m")
        extra = self.draw.random()
        for status in STATUSES:
            self._both(f"status {status} in {self.draw.choice('lm')}{self._own_limit()}")
        if extra < 0.2:
            self.new.append("status d in l")
        elif extra < 0.35:
            self.old.append("status d in l")
        self.gone = "d" if 0.2 <= extra < 0.35 else None
        self.added = "d" if extra < 0.2 else None
        self._both("attribute good: yes or no, starts any")
        self._both("attribute points: 0 to 2, starts 0")
        self._maybe(lambda: f"clock stay{self._moving()}", keep=True)
        self._maybe(lambda: f"clock tick{self._moving()}", keep=False)
        self._maybe(lambda: f"parameter wait = {self.draw.randint(0, 3)} months", keep=True)
        self._maybe(lambda: f"parameter need = {self.draw.randint(0, 2)}", keep=True)
        if self.draw.random() < 0.4:
            self._maybe(self._window, keep=True)
            self.old.append("define much = away at least 1 month")
            self.new.append("define much = away at least 1 month")
        else:
            self._both("define much = points is 2")
        self._maybe(lambda: f"define ready = {self._condition()}", keep=True)
        if self.draw.random() < 0.4:
            self._both("effort work")
            self.efforts: Sequence[str] = ("", " of work")
        else:
            self.efforts = ("",)
        for number in range(self.draw.randint(2, 4)):
            self._maybe(partial(self._event, f"e{number}"), keep=False)
        for number in range(self.draw.randint(0, 2)):
            self._maybe(partial(self._limit, f"l{number}"), keep=False)
        if self.draw.random() < 0.3:
            first = "transition x from a to b by law\n  when good"
            self._both(first)
            self._maybe(lambda: "transition y from a to c by law\n  when points at most 1\n  yields to x", keep=False)
        self._both("start in a")
        self._both("property p:\n  no dead ends")
        return "\n".join(self.old) + "\n", "\n".join(self.new) + "\n"

    def _both(self, text: str) -> None:
        self.old.append(text)
        self.new.append(text)

    def _maybe(self, write: Callable[[], str], *, keep: bool) -> None:
        """The same for both laws, or another text for the new one; unless it is to be kept, one may have none."""
        text = self._written(write, self.old, self.gone if hasattr(self, "gone") else None)
        chance = self.draw.random()
        if chance >= self.change:
            self.old.append(text)
            self.new.append(text.replace(", d", ""))
            return
        other = self._written(write, self.new, self.added if hasattr(self, "added") else None)
        lacks = self.draw.random()
        if keep or lacks >= 0.4:
            self.old.append(text)
            self.new.append(other)
        elif lacks < 0.2:
            self.old.append(text)
        else:
            self.new.append(other)

    def _written(self, write: Callable[[], str], law: list[str], more: str | None) -> str:
        self.statuses = (*STATUSES, more) if more else STATUSES
        text = write()
        self.statuses = STATUSES
        return text

    # --- declarations ---

    def _own_limit(self) -> str:
        chance = self.draw.random()
        if chance < 0.15:
            return f"\n  at most {self.draw.randint(1, 3)} months, then {self.draw.choice(STATUSES)}"
        return "\n  acts at once" if chance < 0.2 else ""

    def _moving(self) -> str:
        runs = self.draw.choice(("", "\n  runs in a", "\n  runs in a, b", "\n  runs while good", "\n  runs in l"))
        zero = self.draw.choice(("", "\n  zero in c", "\n  zero while not good", "\n  zero in a, c", "\n  zero in m"))
        return runs + zero

    def _window(self) -> str:
        length = self.draw.choice((2, 2, 3))
        counts = self.draw.choice(("in b", "in a, c", "while good", "in b while points is 1"))
        return f"window away: counts {counts} over {length} months in {length} parts"

    def _condition(self) -> str:
        return self.draw.choice(
            (
                "good",
                "not good",
                "stay at least wait",
                "points at least need",
                "stay at most 2 months",
                "much",
                "points is 1",
                "time_in_status at least wait",
                "in a, b",
                "in l",
            )
        )

    def _guard(self) -> str:
        kept = [self.draw.choice((self._condition(), "ready")) for _ in range(self.draw.randint(0, 2))]
        return "".join(
            f"\n{'   and' if number else '  when'} {line}" for number, line in enumerate(dict.fromkeys(kept))
        )

    def _sets(self) -> str:
        some = (
            "",
            "\n  set good = yes",
            "\n  set points = points + 1",
            "\n  set stay = 0 months",
            "\n  set points = any",
        )
        return self.draw.choice(some)

    def _takes(self) -> str:
        if self.draw.random() < 0.7:
            return ""
        return f"\n  takes {self.draw.choice(('1 month', '2 months', 'wait'))}{self.draw.choice(self.efforts)}"

    def _event(self, name: str) -> str:
        places = ", ".join(self._some())
        actor = self.draw.choice(("person", "person", "law", "person, adverse"))
        unless = "\n  unless good" if self.draw.random() < 0.2 else ""
        if self.draw.random() < 0.7:
            head = f"transition {name} from {places} to {self.draw.choice(self.statuses)} by {actor}"
            return f"{head}{self._guard()}{unless}{self._takes()}{self._sets()}"
        where = "" if self.draw.random() < 0.3 else f" in {places}"
        rest = "\n  set good = not good" if self.draw.random() < 0.5 else "\n  set points = points + 1"
        return f"event {name}{where} by {actor}{self._guard()}{unless}{self._takes()}{rest}"

    def _some(self) -> list[str]:
        return self.draw.sample(self.statuses, self.draw.randint(1, 2))

    def _limit(self, name: str) -> str:
        clock = self.draw.choice(("stay", "time_in_status"))
        bound = self.draw.choice(("wait", "2 months", "1 month"))
        applies = (
            f"{self.draw.choice(('good', 'not good', 'points at most 1'))} and " if self.draw.random() < 0.4 else ""
        )
        sets = self.draw.choice(("", "\n  set stay = 0 months", "\n  set points = 0"))
        place, target = self.draw.choice((*self.statuses, "l")), self.draw.choice(self.statuses)
        return f"limit {name} in {place}\n  while {applies}{clock} at most {bound}, then {target}{sets}"
