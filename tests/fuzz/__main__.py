"""`python -m tests.fuzz [--seconds S] [--seed N] [--kind K]`: inputs one after the other, until the time is over."""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from pathlib import Path

from tests.fuzz.trials import faults

KINDS = ("text", "text", "expected", "certificate")


def main() -> int:
    """The exit code: 1 if the tool failed on some input, which then lies in the folder `build/fuzz`."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600, help="how long to go on")
    parser.add_argument("--seed", type=int, default=1, help="the number of the first input")
    parser.add_argument("--kind", choices=("text", "expected", "certificate"), help="only inputs of this kind")
    given = parser.parse_args()
    until, tried, found = time.monotonic() + given.seconds, 0, 0

    def numbers() -> itertools.takewhile[int]:
        return itertools.takewhile(lambda _: time.monotonic() < until, itertools.count(given.seed))

    counted = _Counted(numbers())
    for item, fault in faults((given.kind,) if given.kind else tuple(dict.fromkeys(KINDS)), counted):
        found += 1
        folder = Path("build/fuzz") / f"{item.kind}-{item.number}"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in item.files.items():
            (folder / name).write_bytes(content.encode("utf-8", "surrogatepass"))
        (folder / "fault.txt").write_text(fault, encoding="utf-8")
        print(f"{folder}: {fault[:2000]}\n", flush=True)
    tried = counted.number
    print(f"{tried - found} passed, {found} failed")
    return 1 if found else 0


class _Counted:
    """Numbers as they are asked for."""

    def __init__(self, numbers: itertools.takewhile[int]) -> None:
        self._numbers = numbers
        self.number = 0

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> int:
        number = next(self._numbers)
        self.number += 1
        return number


if __name__ == "__main__":
    sys.exit(main())
