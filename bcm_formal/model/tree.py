"""Trees whose parts are shared: hashed once, compared part by part but no pair of parts twice.

What is derived from a text shares parts so many times over that it would be exponentially large if it were written
out, so neither a hash nor a comparison may walk along every path.
"""

from __future__ import annotations


class Tree:
    """The base of frozen dataclasses (with slots, and without an equality of their own) that make up trees."""

    __slots__ = ("_hash",)
    __match_args__: tuple[str, ...] = ()
    _hash: int

    def __hash__(self) -> int:
        try:
            return self._hash  # set below, once
        except AttributeError:
            found = hash((type(self).__name__, *(getattr(self, name) for name in self.__match_args__)))
            object.__setattr__(self, "_hash", found)
            return found

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other) or hash(self) != hash(other):
            return False
        seen: set[tuple[int, int]] = set()
        pairs: list[tuple[object, object]] = [(self, other)]
        while pairs:
            one, two = pairs.pop()
            if one is two:
                continue
            if type(one) is not type(two):
                return False
            if isinstance(one, tuple) and isinstance(two, tuple):
                if len(one) != len(two):
                    return False
                pairs.extend(zip(one, two, strict=True))
            elif isinstance(one, Tree):
                if hash(one) != hash(two):
                    return False
                if (id(one), id(two)) not in seen:
                    seen.add((id(one), id(two)))
                    pairs.extend((getattr(one, name), getattr(two, name)) for name in one.__match_args__)
            elif one != two:
                return False
        return True
