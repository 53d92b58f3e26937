"""Random policies with the structure of residence law: layers to climb, requirements, setbacks, terms that run out.

Statuses stand in layers. From every status but the last ones a transition leads upwards; others lead sideways or back.
Requirements ask for attributes (which events raise and adverse events lower) and for time on some clock. Some clocks
stand while others run. The same seed gives the same text.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

LAYERS, IN_EACH = 6, 5
FLAGS, LEVELS, RANGES, CHOICES = 5, 4, 4, 2
"""attributes: yes or no; four ordered levels; 0 to 3; fixed, one of three"""
TRANSITIONS, UPWARDS, SIDEWAYS = 90, 36, 8
MOVES = 54
"""of the transitions; the others are events within a status"""
ACTORS = ("person", "authority", "employer")
CLOCKS = ("total", "credit", "at_work", "in_debt", "recent")
_LEVELS = ("none", "low", "middle", "high")
_CHOICES = ("east", "west", "south")
_CALENDAR = {
    "years": "",
    "months": "",
    "days": "\n  calendar 1 year is 360 days, 1 month is 30 days",
}


@dataclass(frozen=True, slots=True)
class Scale:
    """What a step of time is, and the unit in which thresholds are whole numbers from `least` to `most`."""

    step: str = "months"
    unit: str = "months"
    least: int = 3
    most: int = 72
    clocked: float = 0.5
    """how often a way up asks for time on a clock"""


def random_policy(seed: int, scale: Scale | None = None) -> str:
    """The text of a model with 30 statuses, 15 attributes, 5 clocks, 90 transitions and events, 3 properties."""
    return "\n".join(_Author(random.Random(seed), scale or Scale()).lines(seed)) + "\n"


@dataclass
class _Author:
    draw: random.Random
    scale: Scale
    layers: list[str] = field(default_factory=lambda: [f"layer{index}" for index in range(LAYERS)])
    statuses: list[str] = field(default_factory=lambda: [f"s{index}" for index in range(LAYERS * IN_EACH)])

    def lines(self, seed: int) -> Iterator[str]:
        yield f'policy random_{seed} "Random policy {seed}"'
        yield f"  time in {self.scale.step}{_CALENDAR[self.scale.step]}"
        yield from (f"layer {name}" for name in self.layers)
        yield from ("actor authority", "actor employer")
        yield from self._attributes()
        yield from self._clocks()
        yield from self._statuses()
        yield from self._moves()
        yield from self._events()
        yield from self._limits()
        yield f"start in {self.layers[0]}"
        yield from self._properties()

    def _attributes(self) -> Iterator[str]:
        yield from (f"attribute flag{i}: yes or no, starts {'yes' if i == 0 else 'no'}" for i in range(FLAGS))
        yield from (f"attribute level{i}: {' < '.join(_LEVELS)}, starts none" for i in range(LEVELS))
        yield from (f"attribute points{i}: 0 to 3, starts {i % 2}" for i in range(RANGES))
        yield from (f"attribute kind{i}: one of {', '.join(_CHOICES)}, fixed, starts any" for i in range(CHOICES))

    def _clocks(self) -> Iterator[str]:
        lower, higher = self.layers[1:3], self.layers[3:5]
        yield from ("clock total", f"  runs in {', '.join(self.layers[1:])}", f"  zero in {self.layers[0]}")
        yield from ("clock credit", f"  runs in {', '.join(lower)}")
        yield from ("clock at_work", "  runs while flag0", "  zero while not flag0")
        yield from ("clock in_debt", "  runs while flag1", "  zero while not flag1")
        yield from ("clock recent", f"  runs in {', '.join(higher)}", f"  zero in {', '.join(lower)}")

    def _statuses(self) -> Iterator[str]:
        """A fifth of the statuses above the first layer end after a time, mostly downwards."""
        for index, name in enumerate(self.statuses):
            yield f"status {name} in {self.layers[index // IN_EACH]}"
            if index >= IN_EACH and self.draw.random() < 0.2:
                yield f"  at most {self._time()}, then {self._below(index)}"

    def _moves(self) -> Iterator[str]:
        upwards = [*range(len(self.statuses) - IN_EACH)]
        upwards += self.draw.choices(upwards, k=UPWARDS - len(upwards))
        for number, source in enumerate(upwards):
            layer = source // IN_EACH + 1
            target = self.draw.randrange(layer * IN_EACH, min(layer + 2, LAYERS) * IN_EACH)
            yield self._headed(f"up{number}", source, self.statuses[target], self.draw.choice(ACTORS))
            if layer == 1:
                yield from self._requirements(1, timed=0)
            else:
                yield from self._requirements(self.draw.choice((1, 2, 2, 3)), timed=self.scale.clocked)
        for number in range(SIDEWAYS):
            source = self.draw.randrange(len(self.statuses) - 1)
            layer = source // IN_EACH
            others = [i for i in range(layer * IN_EACH, (layer + 1) * IN_EACH) if i != source]
            yield self._headed(f"across{number}", source, self.statuses[self.draw.choice(others)], "person")
            yield from self._requirements(self.draw.choice((0, 1)), timed=0.3)
        for number in range(MOVES - len(upwards) - SIDEWAYS):
            source = self.draw.randrange(IN_EACH, len(self.statuses) - IN_EACH)
            actor = self.draw.choice(("person", "authority, adverse", "employer, adverse"))
            yield self._headed(f"back{number}", source, self._below(source), actor)
            yield from self._requirements(self.draw.choice((0, 1)), timed=0.3)
            if self.draw.random() < 0.3:
                yield "  set flag0 = no"

    def _headed(self, name: str, source: int, target: str, actor: str) -> str:
        return f"transition {name} from {self.statuses[source]} to {target} by {actor}"

    def _events(self) -> Iterator[str]:
        """Every attribute that changes can rise; most can fall."""
        changing = [f"flag{i}" for i in range(FLAGS)] + [f"level{i}" for i in range(LEVELS)]
        changing += [f"points{i}" for i in range(RANGES)]
        left = TRANSITIONS - MOVES - len(changing)
        falling = (changing + self.draw.choices(changing, k=left))[:left]
        for number, name in enumerate(changing):
            where = ", ".join(self.layers[self.draw.choice((0, 0, 1, 2)) :])
            yield f"event rise{number} in {where} by {self.draw.choice(ACTORS)}"
            yield from self._requirements(self.draw.choice((0, 0, 0, 1)), timed=0.1, but=name)
            yield f"  set {name} = {self._changed(name, up=True)}"
        for number, name in enumerate(falling):
            yield f"event fall{number} in {self._somewhere()} by {self.draw.choice(ACTORS)}, adverse"
            yield from self._requirements(self.draw.choice((0, 1)), timed=0.3, but=name)
            yield f"  set {name} = {self._changed(name, up=False)}"

    def _changed(self, name: str, up: bool) -> str:
        if name.startswith("flag"):
            return "yes" if up else "no"
        if name.startswith("level"):
            return f"{'next' if up else 'previous'} {name}"
        return f"{name} {'+' if up else '-'} 1"

    def _limits(self) -> Iterator[str]:
        low, middle = self.layers[1], self.layers[2]
        yield f"limit out_of_debt in {low}, {middle}"
        yield f"  while flag1 and in_debt at most {self._time()}, then {self.statuses[1]}"
        yield f"limit enough in {middle}"
        yield f"  while points0 at most 1 and total at most {self._time()}, then {self.statuses[2]}"

    def _properties(self) -> Iterator[str]:
        middle, top = self.layers[3], self.layers[-1]
        atom = self._atom(f"level{self.draw.randrange(LEVELS)}")
        yield from ("property path:", f"  every person in {middle} with {atom} can reach {top}")
        kinds = " or ".join(f"kind0 is {name}" for name in self.draw.sample(_CHOICES, 2))
        yield from ("property ladder:", f"  every person in {self.layers[1]} with {kinds} can reach {middle}")
        yield from (
            "property earned:",
            f"  every person entering {top} has total at least {self._times(self.scale.least)}",
        )

    def _requirements(self, count: int, timed: float, but: str = "") -> Iterator[str]:
        """That many about different attributes, and with probability `timed` one about a clock."""
        names = [f"flag{i}" for i in range(FLAGS)] + [f"level{i}" for i in range(LEVELS)]
        names += [f"points{i}" for i in range(RANGES)] + [f"kind{i}" for i in range(CHOICES)]
        atoms = [self._atom(name) for name in self.draw.sample([name for name in names if name != but], count)]
        if self.draw.random() < timed:
            clock = self.draw.choice((*CLOCKS, "time_in_status"))
            atoms.append(f"{clock} {'at least' if self.draw.random() < 0.9 else 'less than'} {self._time()}")
        yield from (f"  {'when' if index == 0 else ' and'} {atom}" for index, atom in enumerate(atoms))

    def _atom(self, name: str) -> str:
        if name.startswith("flag"):
            return name if self.draw.random() < 0.9 else f"not {name}"
        if name.startswith("level"):
            return f"{name} at least {self.draw.choice(_LEVELS[1:3])}"
        if name.startswith("points"):
            return f"{name} at least {self.draw.randint(1, 2)}"
        return f"{name} is not {self.draw.choice(_CHOICES)}"

    def _time(self) -> str:
        return self._times(self.draw.randint(self.scale.least, self.scale.most))

    def _times(self, number: int) -> str:
        return f"{number} {self.scale.unit if number > 1 else self.scale.unit.removesuffix('s')}"

    def _below(self, status: int) -> str:
        """A status of the layer below, sometimes of the lowest."""
        layer = 0 if self.draw.random() < 0.25 else status // IN_EACH - 1
        return self.statuses[layer * IN_EACH + self.draw.randrange(IN_EACH)]

    def _somewhere(self) -> str:
        first = self.draw.randrange(LAYERS - 1)
        return ", ".join(self.layers[first : first + self.draw.choice((2, 3, 4))])
