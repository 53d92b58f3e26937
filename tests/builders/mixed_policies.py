"""Small random policies, as text, that mix everything the language page has, with sentences of every kind.

The same text from the same generator state. Domains are tiny, so that the states can be listed. What is drawn may be an
error instead of a policy (a requirement that can never be met), and is then drawn anew.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

from bcm_formal.model.load import load
from bcm_formal.model.model import Model

T = TypeVar("T")
LAYERS = ("la", "lb", "lc")
STATUSES = ("s0", "s1", "s2", "s3")
ACTORS = ("person", "authority", "employer")
FIRST = "2020-01-01"
DATES = ("2020-01-01", "2020-02-01", "2020-03-01", "2020-05-01")
LONGEST = 3
"""the longest duration, in months"""
SENTENCES = 5
TRIES = 40


def mixed_model(draw: random.Random) -> Model:
    """The first policy drawn that has no errors. Each of its properties is a random sentence."""
    for _ in range(TRIES):
        model, _ = load(mixed_text(draw))
        if model is not None:
            return model
    raise AssertionError(f"none of {TRIES} random texts is a policy")


def mixed_text(draw: random.Random) -> str:
    """A text that may be a policy."""
    return _Author(draw).text()


class _Author:
    """Writes one policy, part by part; later parts speak of what is declared before."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.statuses = STATUSES[: draw.randint(2, 4)]
        self.layers = LAYERS[: draw.randint(1, 3)]
        self.flags: list[str] = []
        self.levels: list[str] = []
        self.numbers: list[tuple[str, int, int]] = []
        """integers and ranges, and the values that conditions name"""
        self.units: dict[str, str] = {}
        """of each of them, with a space before it; or nothing"""
        self.fixed: set[str] = set()
        self.clocks: list[str] = ["time_in_status"]
        self.settable: list[str] = []
        """clocks that rules may set"""
        self.still_clocks: list[str] = []
        self.windows: list[str] = []
        self.efforts: list[str] = []
        self.conditions: list[str] = []
        """defined ones that read clocks"""
        self.scores: list[str] = []
        self.laws: dict[str, frozenset[str]] = {}
        """rules of the law, to which later ones may yield, with where they act"""

    # --- drawing ---

    def chance(self, percent: int) -> bool:
        return self.draw.randint(1, 100) <= percent

    def one(self, items: Sequence[T]) -> T:
        return items[self.draw.randrange(len(items))]

    def some(self, items: Sequence[str], most: int = 9) -> str:
        return ", ".join(self.draw.sample(list(items), self.draw.randint(1, min(most, len(items)))))

    # --- the policy ---

    def text(self) -> str:
        parts = [f'policy mixed "Mixed"\n  time in months\n  in force {FIRST}\n']
        parts += [f"layer {name}\n" for name in self.layers]
        parts += ["actor authority\nactor employer\n"]
        parts += [f"parameter wait = {self.draw.randint(0, LONGEST)} months between 0 months and 4 months\n"]
        parts += self._attributes()
        parts += self._clocks()
        parts += [self._status(name) for name in self.statuses]
        parts += self._defined()
        parts += [self._event(number) for number in range(self.draw.randint(2, 6))]
        parts += [self._limit(number) for number in range(self.draw.randint(0, 2))]
        parts += [self._start() for _ in range(1 if self.chance(75) else 2)]
        parts += [f"property p{number}:\n  {self._sentence()}\n" for number in range(SENTENCES)]
        return "\n".join(parts)

    def _attributes(self) -> list[str]:
        found = []
        for number in range(self.draw.randint(0, 2)):
            name = f"a{number}"
            fixed = self.chance(25)
            if fixed:
                self.fixed.add(name)
            tail = ", fixed" if fixed else ""
            match self.draw.randint(0, 6):
                case 0 | 1 | 2:
                    kind, values = "yes or no", ("yes", "no")
                    self.flags.append(name)
                case 3 | 4:
                    kind, values = "low < mid < high", ("low", "mid")
                    self.levels.append(name)
                case 5:
                    self.units[name] = " percent" if number else ""
                    kind, values = f"0 to 2{self.units[name]}", self._zero_and_one(name)
                    self.numbers.append((name, 0, 2))
                case _:
                    self.units[name] = "" if number else " JPY"
                    kind, values = f"integer{self.units[name]}", self._zero_and_one(name)
                    self.numbers.append((name, -1, 2))
                    tail += f", starts {self.one(values)}"
            if not kind.startswith("integer") and not (fixed and self.chance(70)):
                tail += f", starts {'any' if self.chance(35) else self.one(values)}"
            found.append(f"attribute {name}: {kind}{tail}\n")
        return found

    def _clocks(self) -> list[str]:
        found = []
        if self.chance(65):
            lines = ["clock c0"]
            if self.chance(50):
                lines.append(f"  runs in {self.some(self.statuses)}")
            elif self.flags and self.chance(40):
                lines.append(f"  runs while {self._still()}")
            if self.chance(50):
                lines.append(f"  zero in {self.some(self.statuses)}")
            if self.chance(40):
                starts = ("1 month", "0 to 2 months", "at least 1 month", "any", "at most 2 months")
                lines.append(f"  starts {self.one(starts)}")
            found.append("\n".join(lines) + "\n")
            self.clocks.append("c0")
            self.settable.append("c0")
        if self.chance(20):
            found.append(f"clock age, fixed\n  starts {self.one(('any', '0 to 3 months', 'at least 1 month'))}\n")
            self.clocks.append("age")
            self.still_clocks.append("age")
        if self.chance(25):
            found.append('effort study "Learning"\n')
            self.efforts.append("study")
        if self.chance(35):
            counted = (
                f"in {self.some(self.statuses, 2)}" if not self.flags or self.chance(70) else "while " + self._still()
            )
            over = self.draw.randint(1, 3)
            found.append(f"window away: counts {counted} over {over} months in {over} parts\n")
            self.windows.append("away")
        return found

    def _status(self, name: str) -> str:
        lines = [f"status {name} in {self.one(self.layers)}"]
        if self.chance(30):
            lines.append(f"  at most {self._length(0)}, then {self.one(self.statuses)}")
            lines += [f"  {line}" for line in self._yields(f"{name}_limit", frozenset((name,)))]
        elif self.chance(12):
            lines.append("  acts at once")
        return "\n".join(lines) + "\n"

    def _defined(self) -> list[str]:
        found = []
        if self.chance(25):
            found.append(f"define ready = {self._condition(2)}\n")
            self.conditions.append("ready")
        if self.chance(15):
            lines = [f"  {self.one((1, 1, 2, -1))} when {self._condition(1)}" for _ in range(self.draw.randint(1, 2))]
            found.append("score points\n" + "\n".join(lines) + "\n")
            self.scores.append("points")
        return found

    def _event(self, number: int) -> str:
        name = f"e{number}"
        actor = self.one((*ACTORS, "law"))
        adverse = ", adverse" if self.chance(25) else ""
        places = self.some(self.statuses, 2)
        sets = self._sets(self.draw.randint(0, 1))
        if not sets or self.chance(65):
            head = f"transition {name} from {places} to {self.one(self.statuses)}"
        elif self.chance(20):
            head, places = f"event {name}", ", ".join(self.statuses)
        else:
            head = f"event {name} in {places}"
        lines = [f"{head} by {actor}{adverse}"]
        asked = [self._condition(self.draw.randint(0, 2)) for _ in range(self.one((0, 1, 1, 2)))]
        asked += self._in_reach(sets)
        lines += [f"{'   and' if place else '  when'} {line}" for place, line in enumerate(f"({a})" for a in asked)]
        if self.chance(15):
            lines.append(f"  unless {self._condition(1)}")
        if self.chance(20):
            effort = " of study" if self.efforts and self.chance(70) else ""
            lines.append(f"  takes {self._length(1)}{effort}")
        if actor == "law":
            lines += self._yields(name, frozenset(places.split(", ")))
        return "\n".join([*lines, *sets]) + "\n"

    def _yields(self, name: str, places: frozenset[str]) -> list[str]:
        """Of a rule of the law that acts there, which may go after others that act there as well."""
        others = [other for other, where in self.laws.items() if where & places]
        self.laws[name] = places
        return [f"  yields to {self.some(others, 2)}"] if others and self.chance(50) else []

    def _sets(self, at_least: int) -> list[str]:
        names = [n for n in (*self.flags, *self.levels, *(n for n, _, _ in self.numbers)) if n not in self.fixed]
        names += self.settable
        self.draw.shuffle(names)
        return [f"  set {name} = {self._value(name)}" for name in names[: self.draw.randint(at_least, 2)]]

    def _value(self, name: str) -> str:
        if name in self.flags:
            return self.one(("yes", "no", "any", f"not {name}", self._condition(0)))
        if name in self.levels:
            return self.one((f"next {name}", f"next {name}", f"previous {name}", "low", "high", "any"))
        if name in self.settable:
            other = self.one([*self.still_clocks, "wait"])
            return self.one(("0 months", "0 months", "1 month", self._length(0), other, f"{name} + 1 month"))
        zero, one = self._zero_and_one(name)
        return self.one((f"{name} + {one}", f"{name} + {one}", f"{name} - {one}", zero, one))

    def _amount(self, name: str, value: int) -> str:
        """A number as it is written of an integer or a range."""
        return f"{value}{self.units[name]}"

    def _zero_and_one(self, name: str) -> tuple[str, str]:
        return self._amount(name, 0), self._amount(name, 1)

    def _in_reach(self, sets: Sequence[str]) -> list[str]:
        """Numbers without bounds are only counted on within small ones; so are clocks."""
        found = []
        for name, low, high in self.numbers:
            if _counts(sets, name):
                least, most = self._amount(name, low), self._amount(name, high - 1)
                found.append(f"{name} at least {least} and {name} at most {most}")
        return found + [f"{name} at most 2 months" for name in self.settable if _counts(sets, name)]

    def _limit(self, number: int) -> str:
        name = f"limit{number}"
        places = ", ".join(self.statuses) if self.chance(20) else self.some(self.statuses)
        where = f"{self._still()} and " if self.chance(35) else ""
        clock = self.one(("time_in_status", *self.settable))
        bound = (
            self._length(0) if self.chance(70) else self.one((f"(if {self._still()} then 1 month else wait)", "wait"))
        )
        if self.still_clocks and self.chance(40):
            bound = self.one(self.still_clocks)
        lines = [f"limit {name} in {places}", f"  while {where}{clock} at most {bound}, then {self.one(self.statuses)}"]
        if self.chance(40):
            lines += [line for line in self._sets(0) if "any" not in line]
        lines += self._yields(name, frozenset(places.split(", ")))
        return "\n".join(lines) + "\n"

    def _start(self) -> str:
        where = f" with {self._still()}" if self.chance(15) and (self.flags or self.levels) else ""
        return f"start in {self.some(self.statuses, 2)}{where}\n"

    # --- conditions ---

    def _condition(self, depth: int) -> str:
        """On anything."""
        return self._combined(depth, True)

    def _still(self) -> str:
        """On status and attributes only."""
        return self._combined(1, False)

    def _combined(self, depth: int, timed: bool) -> str:
        if depth == 0 or self.chance(50):
            return self._atom(timed)
        one, other = self._combined(depth - 1, timed), self._combined(depth - 1, timed)
        return self.one((f"({one} and {other})", f"({one} or {other})", f"not ({one})", f"({one} implies {other})"))

    def _atom(self, timed: bool) -> str:
        options = [self._about_status]
        if self.flags:
            options += [self._about_flag] * 2
        if self.levels:
            options += [self._about_level] * 2
        if self.numbers:
            options += [self._about_number] * 2
        if timed:
            options += [self._about_time] * 4
            if self.windows:
                options += [self._about_window] * 2
            if self.conditions or self.scores:
                options += [self._about_defined]
        return self.one(options)()

    def _about_status(self) -> str:
        places = self.one((self.some(self.statuses, 2), self.one(self.layers)))
        return f"in {places}" if self.chance(75) else f"not in {places}"

    def _about_flag(self) -> str:
        return self.one(("{}", "not {}", "{} is yes")).format(self.one(self.flags))

    def _about_level(self) -> str:
        sign = self.one(("at least", "at most", "is", "is not", "less than"))
        return f"{self.one(self.levels)} {sign} {self.one(('low', 'mid', 'high'))}"

    def _about_number(self) -> str:
        name, low, high = self.one(self.numbers)
        value, one = self._amount(name, self.draw.randint(low, high)), self._amount(name, 1)
        term = f"(larger of {name} and {one})" if self.chance(15) else name
        return f"{term} {self._sign()} {value}"

    def _about_time(self) -> str:
        match self.draw.randint(0, 9):
            case 0:
                return f"today {self.one(('at least', 'less than'))} {self.one(DATES)}"
            case 1:
                two = self.draw.sample(self.clocks, 2) if len(self.clocks) > 1 else [self.clocks[0], "wait"]
                return f"({self.one(('larger', 'smaller'))} of {two[0]} and {two[1]}) {self._measured()}"
            case 2 if self.efforts:
                return f"study {self._measured()}"
            case 3 if self.still_clocks:
                return f"time_in_status {self.one(('at least', 'less than'))} age"
            case 4:
                return f"{self.one(self.clocks)} {self._sign()} wait"
            case _:
                return f"{self.one(self.clocks)} {self._measured()}"

    def _about_window(self) -> str:
        return f"away {self._measured()}"

    def _about_defined(self) -> str:
        if self.conditions and (not self.scores or self.chance(60)):
            return self.one(self.conditions)
        return f"{self.one(self.scores)} at least {self.draw.randint(0, 2)}"

    def _measured(self) -> str:
        sign = self._sign()
        return f"{sign} {self._length(1 if sign == 'less than' else 0)}"

    def _sign(self) -> str:
        return self.one(("at least", "at most", "is", "more than", "less than"))

    def _length(self, least: int) -> str:
        steps = self.draw.randint(least, LONGEST)
        return "1 month" if steps == 1 else f"{steps} months"

    # --- sentences ---

    def _sentence(self) -> str:
        options = (
            self._state_sentence,
            self._step_sentence,
            self._path_sentence,
            self._path_sentence,
            self._path_sentence,
            self._some_sentence,
            self._must_sentence,
            self._after_sentence,
            self._pair_sentence,
            self._pair_sentence,
            self._time_sentence,
            self._formula_sentence,
            self._formula_sentence,
        )
        return self.one(options)()

    def _who(self) -> str:
        """`COND`, which may be nothing."""
        where = f" in {self.some(self.statuses, 2)}" if self.chance(60) else ""
        what = f" with {self._condition(1)}" if self.chance(30) else ""
        return where + what

    def _places(self) -> str:
        return self.some((*self.statuses, *self.layers), 2)

    def _goal(self) -> str:
        return self._places() + (f" with {self._condition(1)}" if self.chance(30) else "")

    def _by(self) -> str:
        return f" by {self.some(ACTORS, 2)}" if self.chance(35) else ""

    def _within(self) -> str:
        return f" within {self._length(0)}" if self.chance(35) else ""

    def _state_sentence(self) -> str:
        if self.chance(30):
            return "no dead ends"
        if self.chance(50):
            return f"no person in {self.some(self.statuses, 2)} with {self._condition(2)}"
        return f"every person{self._who()} has {self._condition(2)}"

    def _step_sentence(self) -> str:
        makers = f" by {self.some((*ACTORS, 'law'), 2)}" if self.chance(40) else ""
        if self.chance(40):
            return f"every person leaving {self._places()}{makers} has {self._condition(2)}"
        origin = f" from {self.some(self.statuses, 2)}" if self.chance(40) else ""
        return f"every person entering {self._goal()}{origin}{makers} has {self._condition(2)}"

    def _path_sentence(self) -> str:
        luck = self.one(("", "", f" despite {self.draw.randint(1, 2)} adverse events", " even by adverse events"))
        return f"every person{self._who()} can reach {self._goal()}{self._within()}{self._by()}{luck}"

    def _some_sentence(self) -> str:
        return f"{self.one(('some', 'no'))} person{self._who()} can reach {self._goal()}{self._within()}{self._by()}"

    def _must_sentence(self) -> str:
        return f"every person{self._who()} must reach {self._goal()}{self._within()}"

    def _after_sentence(self) -> str:
        return f"{self._goal()} only after {self._condition(1)}"

    def _time_sentence(self) -> str:
        kind = self.one(("most", "least"))
        return f"time from {self._places()} to {self._places()} is at {kind} {self._length(0)}"

    def _pair_sentence(self) -> str:
        ordered = [*self.flags, *self.levels, *(name for name, _, _ in self.numbers)]
        if not ordered:
            return self._time_sentence()
        name = self.one(ordered)
        return self.one(
            (
                f"better {name} never blocks {self._goal()}{self._within()}",
                f"path to {self._goal()}{self._within()} does not depend on {name}",
                f"better {name} never delays {self._goal()}",
                f"time to {self._goal()} does not depend on {name}",
            )
        )

    def _formula_sentence(self) -> str:
        if self.chance(25):
            path = self.one(("AF", "EF", "EG", "AG"))
            return f"ctl AG ({self._condition(0)} implies {path} ({self._condition(0)}))"
        return f"ctl {self._formula(self.draw.randint(1, 3))}"

    def _formula(self, depth: int) -> str:
        if depth == 0:
            return f"({self._condition(1)})"
        first, second = self._formula(depth - 1), self._formula(depth - 1)
        match self.draw.randint(0, 7):
            case 0:
                return f"not ({first})"
            case 1:
                return f"({first} {self.one(('and', 'or', 'implies'))} {second})"
            case 2 | 3:
                return f"{self.one('EA')}[{first} {self.one('UW')} {second}]"
            case _:
                return f"{self.one(('EX', 'AX', 'EF', 'AF', 'EG', 'AG'))} ({first})"


def _counts(sets: Sequence[str], name: str) -> bool:
    """Whether the rule sets it to what depends on itself."""
    return any(line.startswith(f"  set {name} = {name} ") for line in sets)
