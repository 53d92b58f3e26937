"""Policies with ever more clocks, of which one shape at a time says how they run.

In each there is a way up to `done`, which asks for time on every clock, and setbacks that make some of it worthless.
Thresholds are all different and none is a multiple of all others, so that nothing falls together by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

SIZES = (3, 6, 9, 12)

_PATH = """\
property path "Everybody inside has a way to the end":
  every person in inside can reach done
property early "Nobody is at the end without time on the last clock":
  every person entering done has {earned}
property despite "One setback takes nobody's way":
  every person in inside can reach done despite 1 adverse event
"""


def in_turn(count: int) -> str:
    """A chain of statuses, each with a clock that is live there alone: it runs there and goes back to zero elsewhere.

    A status is left upwards after a least time on its clock, which differs by a level the person has, and ends by a
    limit on it, back to the first one.
    """
    clocks = [
        line
        for i in range(count)
        for line in (f"clock c{i}", f"  runs in s{i}", f"  zero in {_others('s', count, i)}done, outside")
    ]
    statuses = [f"status s{i} in inside" for i in range(count)]
    moves: list[str] = []
    for i in range(count):
        moves += [
            f"transition up{i} from s{i} to {f's{i + 1}' if i + 1 < count else 'done'} by authority",
            f"  when c{i} at least {_least(i)} months and level at least {i % 3}",
        ]
        moves += [
            f"limit term{i} in s{i}",
            f"  while c{i} at most {_most(i)} months, then {'outside' if i == 0 else 's0'}",
        ]
    back = ["event lose by employer, adverse", "  when level at least 1", "  set level = level - 1"]
    return _model("in_turn", count, ["attribute level: 0 to 3, starts 0"], clocks, statuses, [*moves, *_learn(), *back])


def free(count: int) -> str:
    """Clocks that all run, always, in one status, each set back to zero by an event of its own, half of which are
    adverse; the way up asks for a least time on each and a most time on every third."""
    clocks = [f"clock c{i}" for i in range(count)]
    moves = ["transition up from s0 to done by authority", *_requirements(count)]
    for i in range(count):
        moves += [
            f"event back{i} in inside by {'person' if i % 2 else 'employer, adverse'}",
            f"  set c{i} = 0 months",
        ]
    return _model("free", count, [], clocks, ["status s0 in inside"], moves)


def standing(count: int, upper: bool = False) -> str:
    """Clocks that stand while an attribute of their own is off; each attribute is gained and, adversely, lost.

    The way up asks for a least time on each, and with `upper` for a most time on every third.
    """
    flags = [f"attribute f{i}: yes or no, starts no" for i in range(count)]
    clocks = [line for i in range(count) for line in (f"clock c{i}", f"  runs while f{i}")]
    moves = ["transition up from s0 to done by authority", *_requirements(count, upper)]
    return _model("standing", count, flags, clocks, ["status s0 in inside"], [*moves, *_on_and_off(count)])


def standing_in_turn(count: int) -> str:
    """Clocks that stand while an attribute of their own is off and count everywhere, each asked for in one status of
    a chain; in the last status but one all that was earned is asked for again. A limit on each sends back to the
    beginning who lingers."""
    flags = [f"attribute f{i}: yes or no, starts no" for i in range(count)]
    clocks = [line for i in range(count) for line in (f"clock c{i}", f"  runs while f{i}", "  zero in outside")]
    statuses = [f"status s{i} in inside" for i in range(count)]
    moves: list[str] = []
    for i in range(count - 1):
        moves += [f"transition up{i} from s{i} to s{i + 1} by authority", f"  when c{i} at least {_least(i)} months"]
        moves += [f"limit term{i} in s{i}", f"  while f{i} and c{i} at most {_most(i)} months, then outside"]
    moves += [f"transition up from s{count - 1} to done by authority", *_requirements(count)]
    return _model("standing_in_turn", count, flags, clocks, statuses, [*moves, *_on_and_off(count)])


def _model(
    name: str,
    count: int,
    attributes: Iterable[str],
    clocks: Iterable[str],
    statuses: Iterable[str],
    moves: Iterable[str],
) -> str:
    lines = [
        f'policy {name}_{count} "{count} clocks, {name}"',
        "  time in months",
        *(f"layer {layer}" for layer in ("away", "inside", "above")),
        *("actor authority", "actor employer"),
        *attributes,
        *clocks,
        "status outside in away",
        *statuses,
        "status done in above",
        *("transition enter from outside to s0 by authority",),
        *moves,
        "start in outside",
    ]
    return "\n".join(lines) + "\n" + _PATH.format(earned=f"c{count - 1} at least {_least(count - 1)} months")


def _requirements(count: int, upper: bool = True) -> Iterator[str]:
    for i in range(count):
        yield f"  {'when' if i == 0 else ' and'} c{i} at least {_least(i)} months"
        if upper and i % 3 == 2:
            yield f"   and c{i} at most {_most(i)} months"


def _on_and_off(count: int) -> Iterator[str]:
    for i in range(count):
        yield from (f"event gain{i} in inside by {'person' if i % 2 else 'employer'}", f"  set f{i} = yes")
        yield from (f"event lose{i} in inside by employer, adverse", f"  set f{i} = no")


def _learn() -> Iterator[str]:
    yield from ("event learn in inside by person", "  when level less than 3", "  set level = level + 1")


def _others(letter: str, count: int, but: int) -> str:
    return "".join(f"{letter}{i}, " for i in range(count) if i != but)


def _least(number: int) -> int:
    """In months."""
    return 5 + 7 * number


def _most(number: int) -> int:
    """In months; more than the least."""
    return 2 * _least(number) + 13 + 3 * number
