"""Small random policies whose rules change from day to day, as text, the same from the same generator state."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

STATUSES = ("a", "b", "c")
FIRST = "2020-01-01"
DAYS = ("2020-02-01", "2020-03-01", "2020-04-01", "2020-06-01")

HEAD = f"""policy dated "Dated"
  time in months
  in force {FIRST}

layer l
status a in l
status b in l
status c in l

attribute good: yes or no, starts any
attribute points: 0 to 2, starts 0
clock stay
  zero in c
start in a
"""

PROPERTIES = (
    "every person can reach c",
    "every person in a can reach b within 3 months",
    "every person in b can reach c within 2 months by person",
    "some person in a can reach c with points at least 2",
    "no person in c with points less than 1",
    "every person entering c has stay at least 2 months",
    "every person in a must reach b, c within 4 months",
    "no dead ends",
    "ctl AG (in b implies EF in c)",
    "every person entering b has ready",
)


@dataclass(frozen=True)
class Version:
    """What is written of a declaration from one day (None: ever) to before another (None: for ever)."""

    text: str
    first: str | None
    end: str | None

    @property
    def days(self) -> str:
        """The condition that it is a day of this version."""
        parts = [f"today at least {self.first}"] if self.first else []
        parts += [f"today less than {self.end}"] if self.end else []
        return " and ".join(parts) or "yes"


class Author:
    """Writes the rules of one policy. With `guards_only` what reads no clock stays the same.

    With `by_hand` the same policy is written without dated rules, by conditions on `today` (for guards only).
    """

    def __init__(self, draw: random.Random, guards_only: bool, by_hand: bool = False) -> None:
        self.draw, self.guards_only, self.by_hand = draw, guards_only, by_hand
        self.days = sorted(draw.sample(DAYS, draw.randint(1, 2)))

    def text(self) -> str:
        """The policy with dated rules."""
        parts = [HEAD, *self._parameters(), *self._definition(), *self._events(), *self._limits(), *self._properties()]
        return "\n".join(parts)

    def dated(self, write: Callable[[], str], gaps: bool = True, same: float = 0.3) -> str:
        """A declaration with some versions, or without dates."""
        if self.draw.random() < same:
            return write()
        found: list[Version] = []
        for first, end in itertools.pairwise([None, *self.days, None]):
            if gaps and self.draw.random() < 0.2:
                continue
            found.append(Version(write(), first, end))
        return "\n".join(map(_by_period, found)) if not self.by_hand else _by_hand(found)

    def _parameters(self) -> list[str]:
        return [
            self.dated(lambda: f"parameter wait = {self.draw.randint(0, 3)} months\n", gaps=False),
            self.dated(lambda: f"parameter need = {self.draw.randint(0, 2)}\n", gaps=False),
        ]

    def _definition(self) -> list[str]:
        return [self.dated(lambda: f"define ready = {self._condition()}\n", gaps=False)]

    def _condition(self) -> str:
        return self.draw.choice(
            ("good", "not good", "stay at least wait", "points at least need", "stay at most 2 months", "points is 1")
        )

    def _guard(self) -> str:
        kept = [self.draw.choice((self._condition(), "ready")) for _ in range(self.draw.randint(0, 2))]
        return "".join(f"{'   and' if number else '  when'} {line}\n" for number, line in enumerate(kept))

    def _sets(self) -> str:
        return self.draw.choice(
            ("", "  set good = yes\n", "  set points = next_points\n", "  set stay = 0 months\n", "  set points = 0\n")
        ).replace("next_points", "points + 1")

    def _events(self) -> list[str]:
        return [self.dated(partial(self._event, f"e{number}")) for number in range(self.draw.randint(2, 4))]

    def _event(self, name: str) -> str:
        places = ", ".join(self.draw.sample(STATUSES, self.draw.randint(1, 2)))
        actor = self.draw.choice(("person", "law"))
        if self.draw.random() < 0.7:
            target = self.draw.choice(STATUSES)
            return f"transition {name} from {places} to {target} by {actor}\n{self._guard()}{self._sets()}"
        return f"event {name} in {places} by {actor}\n{self._guard()}  set points = points + 1\n"

    def _limits(self) -> list[str]:
        found = []
        for number in range(self.draw.randint(0, 2)):
            write = partial(self._limit, f"l{number}")
            found.append(write() if self.guards_only else self.dated(write))
        if not self.guards_only and self.draw.random() < 0.5:
            ticks = lambda: f"clock tick\n  runs while {self._still()}\n  zero while {self._still()}\n"  # noqa: E731
            found.append(self.dated(ticks, gaps=False))
            found.append("event late by person\n  when tick at least 1 month\n  set points = 0\n")
        return found

    def _still(self) -> str:
        return self.draw.choice(("good", "not good", "points is 1", "points at most 1"))

    def _limit(self, name: str) -> str:
        clock = self.draw.choice(("stay", "time_in_status"))
        bound = f"{self.draw.randint(1, 3)} months" if self.guards_only else self.draw.choice(("wait", "2 months"))
        applies = f"{self._still()} and " if self.draw.random() < 0.4 else ""
        place, target = self.draw.choice(STATUSES), self.draw.choice(STATUSES)
        return f"limit {name} in {place}\n  while {applies}{clock} at most {bound}, then {target}\n{self._limit_sets()}"

    def _limit_sets(self) -> str:
        return self.draw.choice(("", "  set stay = 0 months\n", "  set points = 0\n"))

    def _properties(self) -> Sequence[str]:
        return [f"property p{number}:\n  {sentence}\n" for number, sentence in enumerate(PROPERTIES)]


def _by_period(version: Version) -> str:
    days = "".join((f" from {version.first}" if version.first else "", f" before {version.end}" if version.end else ""))
    repealed = f"  repealed {version.end}\n" if version.end else ""
    return f"{version.text}  in force{days}\n{repealed}"


def _by_hand(versions: Sequence[Version]) -> str:
    """The same with `today` instead of periods."""
    if not versions:
        return ""
    first = versions[0].text
    if match := re.match(r"parameter (\w+) = (.*)\n", first):
        values = [version.text.split(" = ")[1].strip() for version in versions]
        text = values[-1]
        for version, value in reversed(list(zip(versions[:-1], values[:-1], strict=True))):
            text = f"if today less than {version.end} then {value} else ({text})"
        return f"define {match[1]} = {text}\n"
    if match := re.match(r"define (\w+) = ", first):
        parts = [f"({version.days} and ({version.text.split(' = ')[1].strip()}))" for version in versions]
        return f"define {match[1]} = {' or '.join(parts)}\n"
    found: list[str] = []
    for number, version in enumerate(versions):
        head, *rest = version.text.splitlines()
        guard = [f"  when {version.days}"] if not any(line.startswith("  when ") for line in rest) else []
        lines = [re.sub("^  when (.*)", rf"  when {version.days} and (\1)", line) for line in rest]
        head = re.sub(r"^(\w+) (\w+)", rf"\1 \2_by_hand_{number}", head)
        found.append("\n".join([head, *guard, *lines]) + "\n")
    return "\n".join(found)
