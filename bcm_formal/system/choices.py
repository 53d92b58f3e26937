"""Values that stand for all that something may be set to, where some value is looked for.

Trusted for no more than this: each is a value of the attribute's type. A search for *some* value that does
something is right with whatever they find; that others were not tried can only make a proof fail.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from bcm_formal.model.expressions import AttributeTerm, Comparison, Expression, Flag, Number, bare, children
from bcm_formal.model.types import AttributeType, Value, domain, first_of

MOST, FEW = 4_096, 64
"""so many ways to choose are looked at; of so few values all are"""


class TooManyChoicesError(Exception):
    """More ways to choose may matter than are looked at."""


def distinguishing_choices(
    kinds: Mapping[str, AttributeType], read: Sequence[Expression]
) -> Iterator[dict[str, Value]]:
    """Ways to choose a value for each name: all that the expressions tell apart by comparisons with constants.

    Raises `TooManyChoicesError`.
    """
    if not kinds:
        return iter(({},))
    bounds, computed = _bounds(tuple(read))
    values = [_values(kind, bounds.get(name), name in computed) for name, kind in kinds.items()]
    if math.prod(map(len, values)) > MOST:
        raise TooManyChoicesError(f"values may be set in more than {MOST} ways that matter")
    return (dict(zip(kinds, chosen, strict=True)) for chosen in itertools.product(*values))


def exact_choices(kinds: Mapping[str, AttributeType], read: Sequence[Expression]) -> list[dict[str, Value]] | str:
    """The same where they stand for all there are; else the name of an attribute of which too many values matter."""
    if not kinds:
        return [{}]
    bounds, computed = _bounds(tuple(read))
    for name, kind in kinds.items():
        everything = domain(kind)
        if name in computed and (everything is None or len(everything) > FEW):
            return name
    try:
        return list(distinguishing_choices(kinds, read))
    except TooManyChoicesError:
        return next(name for name in kinds if name in bounds)


def _values(kind: AttributeType, bounds: set[int] | None, is_computed_with: bool) -> list[Value]:
    """The first value of the type in each stretch that begins at a bound (None: any value will do), or every value of
    a small type that is more than compared with constants."""
    if bounds is None:
        return [first_of(kind)]
    everything = domain(kind)
    if everything is None:
        return [min(bounds, default=0) - 1, *sorted(bounds)]
    if is_computed_with and len(everything) <= FEW:
        return list(everything)
    places = {0, *(bisect_left(everything, bound) for bound in bounds)}
    if is_computed_with:
        places.add(len(everything) - 1)
    return [everything[place] for place in sorted(places) if place < len(everything)]


@lru_cache(maxsize=8)
def _bounds(read: tuple[Expression, ...]) -> tuple[dict[str, set[int]], set[str]]:
    """For each attribute that is read the values at which a comparison with a constant may change, and those that are
    compared with anything else."""
    found: dict[str, set[int]] = {}
    computed: set[str] = set()
    seen: set[int] = set()
    stack = list(read)
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Flag):
            found.setdefault(node.name, set()).add(1)
        elif isinstance(node, AttributeTerm):
            found.setdefault(node.name, set())
            computed.add(node.name)
        elif isinstance(node, Comparison) and (bound := _constant(node)) is not None:
            name, value = bound
            first = value + 1 if node.operator in ("<=", ">") else value
            found.setdefault(name, set()).update((first, value + 1) if node.operator in ("=", "!=") else (first,))
        else:
            stack += children(node)
    return found, computed


def _constant(comparison: Comparison) -> tuple[str, int] | None:
    """The attribute and the constant that are compared, in this order."""
    left, right = bare(comparison.left), bare(comparison.right)
    if isinstance(left, AttributeTerm) and isinstance(right, Number):
        return left.name, right.value
    return None
