"""Results that are kept for the very formula they were made of. Trusted.

Formulas are equal if they mean the same, also where one says a duration in months and the other in years; what is told
of a formula has to be in its own words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


def remembered(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keeps so many results of a function of positional arguments, each for these objects and no equal ones."""

    def keeping(function: Callable[P, R]) -> Callable[P, R]:
        known: dict[tuple[int, ...], tuple[tuple[object, ...], R]] = {}

        def asked(*arguments: object) -> R:
            key = tuple(map(id, arguments))
            found = known.get(key)
            if found is None:
                found = arguments, cast("Callable[..., R]", function)(*arguments)
                if len(known) >= most:
                    known.clear()
                known[key] = found  # with the arguments: as long as they are kept nothing else has their identity
            return found[1]

        return cast("Callable[P, R]", asked)

    return keeping
