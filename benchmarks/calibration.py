"""A fixed piece of work that says how fast a machine is: `python -m benchmarks.calibration`.

Whole processes of it are measured like the commands, before and after them, so that figures of two machines, or of
one machine at two times, can be compared. It does what the tool does most: sets, dictionaries, tuples, calls, and a
little of a solver. It must never change, for stored figures are divided by it.
"""

from __future__ import annotations

import itertools
import sys

import z3

from benchmarks.process import Command, Sample, in_turns

ROUNDS = 400_000


def work() -> int:
    """The same number each time."""
    known: dict[tuple[int, int], frozenset[int]] = {}
    total = 0
    for number in range(ROUNDS):
        key = (number % 701, number * 7 % 463)
        members = known.get(key, frozenset()) | {number % 97, number % 89}
        known[key] = members
        total += _sum(members) if len(members) > 2 else len(known)
    return total + _solved()


def _sum(members: frozenset[int]) -> int:
    return sum(member for member in sorted(members) if member % 3)


def _solved() -> int:
    solver = z3.SimpleSolver()
    xs = [z3.Int(f"x{number}") for number in range(40)]
    for below, above in itertools.pairwise(xs):
        solver.add(z3.Or(below + 3 <= above, above + 5 <= below), below >= 0, above <= 150)
    return int(solver.check() == z3.sat)


def command() -> Command:
    return [sys.executable, "-m", "benchmarks.calibration"]


def calibrated(runs: int) -> Sample:
    """The work as processes of their own."""
    return in_turns({"": command()}, runs)[""]


if __name__ == "__main__":
    print(work())
