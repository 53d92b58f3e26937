"""STATUSES: policies that grow in the number of their statuses, in four shapes, with findings in them.

`chain`: one status after the other. `star`: a hub, with a way to every other status and a way back. `layers`: layers
of five statuses, each with ways to some of the next layer and now and then a way back. `tracks`: lines of five statuses
side by side, which begin and end in common.

Each may have attributes (three, which events raise and ways ask for), clocks (a stay, ends of terms, and waits), and
faults, one of each kind for every twenty statuses: a status that nobody reaches, a way that asks for what nobody has
(since it is had only after it), a requirement that decides nothing, a wait longer than a term, and two terms that end
at one moment.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

SHAPES = ("chain", "star", "layers", "tracks")
SIZES = (10, 100, 1000)
_IN_EACH = 5
_EVERY = 20
"""statuses for one fault of each kind"""


@dataclass(frozen=True, slots=True)
class With:
    """What a policy has beside statuses and ways."""

    attributes: bool = True
    clocks: bool = True
    faults: bool = True


def statuses(shape: str, count: int, having: With | None = None, seed: int = 0) -> str:
    """The text of a policy of this shape with at least ten statuses. The same arguments give the same text."""
    having = having or With()
    draw = random.Random(seed)
    ways = [*dict.fromkeys(_ways(shape, count, draw))]
    return "\n".join((*_head(shape, count, having), *_body(count, ways, having), *_foot(shape, count, having))) + "\n"


def _ways(shape: str, count: int, draw: random.Random) -> Iterator[tuple[int, int]]:
    """From which status to which."""
    last = count - 1
    match shape:
        case "chain":
            yield from ((index, index + 1) for index in range(last))
        case "star":
            for index in range(1, count):
                yield from ((0, index), (index, 0))
        case "layers":
            for index in range(count):
                below = range(index // _IN_EACH * _IN_EACH + _IN_EACH, min(count, (index // _IN_EACH + 2) * _IN_EACH))
                opposite = [index + _IN_EACH] if index + _IN_EACH < count else []
                yield from ((index, target) for target in (*opposite, *draw.sample(below, min(2, len(below)))))
                if index >= _IN_EACH and draw.random() < 0.3:
                    yield index, draw.randrange(index // _IN_EACH * _IN_EACH)
        case "tracks":
            for index in range(1, last):
                first, end = index % _IN_EACH == 1, index % _IN_EACH == 0 or index + 1 == last
                yield from ((0, index) for _ in range(first))
                yield index, last if end else index + 1
        case _:
            raise ValueError(f"there is no shape `{shape}`")


def _head(shape: str, count: int, having: With) -> Iterator[str]:
    yield f'policy {shape}_{count} "Statuses: {shape}, {count}"'
    yield "  time in months"
    yield from ("layer inside", "layer beyond", "actor authority", "actor employer")
    if having.attributes:
        yield from ("attribute language: 0 to 5, starts 0", "attribute employed: yes or no, starts no")
        yield "attribute sector: one of care, farming, building, fixed, starts any"
    if having.faults:
        yield "attribute pardoned: yes or no, starts no"
    if having.clocks:
        yield from ("clock stay", "  runs in inside")


def _body(count: int, ways: list[tuple[int, int]], having: With) -> Iterator[str]:
    for index in range(count):
        yield f"status s{index} in inside"
        if having.clocks and index % 7 == 3:
            yield f"  at most {12 + index % 5 * 12} months, then s{index - 1}"
    if having.faults:
        yield from (f"status lost{index} in beyond" for index in range(0, count, _EVERY))
    for number, (source, target) in enumerate(ways):
        yield f"transition way{number} from s{source} to s{target} by {('person', 'authority')[number % 2]}"
        yield from _asked(_requirements(number, source, having))
    if having.attributes:
        yield from ("event study in inside by person", "  set language = language + 1")
        yield from ("event find_work in inside by person", "  set employed = yes")
        yield from ("event lose_work in inside by employer, adverse", "  set employed = no")
    if having.faults:
        for index in range(0, count, _EVERY):
            yield from _faults(index, having)
        yield from ("event forgive in beyond by authority", "  set pardoned = yes")


def _requirements(number: int, source: int, having: With) -> Iterator[str]:
    """What a way asks for; all ways together can be gone."""
    if having.clocks and number % 3 == 1:
        yield f"time_in_status at least {2 + number % 9} months"
    if having.clocks and number % 11 == 5:
        yield f"stay at least {12 + number % 60} months"
    if having.attributes and number % 2 == 0:
        yield f"language at least {number % 6}" if number % 6 else "employed"
    if having.attributes and number % 13 == 7:
        yield "employed"
    if having.faults and source % _EVERY == 5:
        yield "not pardoned"


def _faults(index: int, having: With) -> Iterator[str]:
    """In the status `index`: a way that nobody goes, to where nobody gets; where clocks are, two ends of one
    term, and a way after it."""
    yield f"transition pardon{index} from s{index} to lost{index} by authority"
    yield "  when pardoned"
    yield f"transition back{index} from lost{index} to s{index} by person"
    if having.clocks:
        for name, target in (("ends", index + 1), ("over", index + 2)):
            yield f"limit {name}{index} in s{index}"
            yield f"  while time_in_status at most {240 + index} months, then s{target}"
        yield f"transition late{index} from s{index} to s{index + 1} by person"
        yield f"  when time_in_status more than {240 + index} months"


def _asked(requirements: Iterator[str]) -> Iterator[str]:
    yield from (f"  {'and' if index else 'when'} {item}" for index, item in enumerate(dict.fromkeys(requirements)))


def _foot(shape: str, count: int, having: With) -> Iterator[str]:
    first = range(_IN_EACH if shape == "layers" else 1)
    yield f"start in {', '.join(f's{index}' for index in first)}"
    yield from ("property arrives:", f"  some person in s0 can reach s{count - 1}")
    yield from ("property middle:", f"  every person in s0 can reach s{count // 2}")
    yield from ("property never:", f"  no person in s{count - 1} with pardoned" if having.faults else "  no dead ends")
