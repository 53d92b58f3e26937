"""At which moments of a wait of any length the truth of a condition may change.

Trusted: the checker looks at a wait only then. By induction over an expression nothing in it changes between two
moments but terms, which are linear there: no choice inside a term changes, so it is a sum of readings that run evenly;
and a comparison changes only where the difference of its sides comes to zero or leaves it.
"""

from __future__ import annotations

from collections.abc import Callable

from bcm_formal.model.expressions import Comparison, Expression, children
from bcm_formal.system.semantics import Interpreter
from bcm_formal.system.state import State

MOST = 10_000
"""so many moments of one wait are looked at"""


class TooManyMomentsError(Exception):
    """The condition may change more often than is looked at."""


class Moments:
    """The moments from 0 to `last` of something that runs evenly; `state_at` is the state at each of them."""

    def __init__(self, interpreter: Interpreter, state_at: Callable[[int], State], last: int) -> None:
        self._interpreter, self._state_at, self._last = interpreter, state_at, last
        self._known: dict[int, tuple[Expression, frozenset[int]]] = {}

    def of(self, expression: Expression) -> frozenset[int]:
        """Where a new stretch begins on which the expression does not change (if it is a condition) or is linear (if
        it is a term). Zero is always among them. Raises `TooManyMomentsError`."""
        known = self._known.get(id(expression))
        if known is None:
            found = {0}.union(*(self.of(part) for part in children(expression)))
            if isinstance(expression, Comparison):
                found |= self._crossings(expression, sorted(found))
            if len(found) > MOST:
                raise TooManyMomentsError
            known = self._known[id(expression)] = (expression, frozenset(found))
        return known[1]

    def _crossings(self, comparison: Comparison, stretches: list[int]) -> set[int]:
        """Where the difference of the sides, linear on each stretch, comes to zero or leaves it."""
        found: set[int] = set()
        for begin, end in zip(stretches, (*stretches[1:], self._last + 1), strict=True):
            if end - begin < 2:
                continue
            here = self._difference(comparison, begin)
            slope = self._difference(comparison, begin + 1) - here
            if slope:
                passed, rest = divmod(-here, slope)
                crossed = (begin + passed + (1 if rest else 0), begin + passed + 1)
                found |= {moment for moment in crossed if begin < moment < end}
        return found

    def _difference(self, comparison: Comparison, moment: int) -> int:
        state = self._state_at(moment)
        return self._interpreter.value(comparison.left, state) - self._interpreter.value(comparison.right, state)
