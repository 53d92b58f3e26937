"""Names that look alike though they are written with other letters: by Unicode's table of what is confusable (UTS 39).

The table is `alike.txt` beside this file, which says where it comes from. It is read only where a name has letters
beyond ASCII: names in plain letters are never said to look alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files


@lru_cache(maxsize=50_000)
def looked_at(name: str) -> str:
    """What the eye sees of a name: two names look alike iff this is equal (the *skeleton* of UTS 39)."""
    table = _table()
    apart = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFD", "".join(table.get(sign, sign) for sign in apart))


def look_alikes(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Those of the others that look like the name and are not it, where one of the two has letters beyond ASCII."""
    candidates = [other for other in others if other != name and not (name.isascii() and other.isascii())]
    if not candidates:
        return ()
    seen = looked_at(name)
    return tuple(other for other in candidates if looked_at(other) == seen)


def difference(name: str, other: str) -> str:
    """How two names that look alike differ, in words: the first letter of each that the other lacks there."""
    for ours, theirs in zip(name, other, strict=False):
        if ours != theirs:
            return f"`{ours}` ({_called(ours)}) for `{theirs}` ({_called(theirs)})"
    longer = max(name, other, key=len)
    return f"`{longer[min(len(name), len(other)) :]}` more"


def _called(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'without a name').lower()}"


@cache
def _table() -> dict[str, str]:
    """For each letter that looks like something else, what it looks like."""
    table: dict[str, str] = {}
    for line in (files("bcm_formal.diagnostics") / "alike.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            seen, *letters = line.split(" ")
            text = "".join(chr(int(code, 16)) for code in seen.split("+"))
            table.update((chr(int(code, 16)), text) for code in letters)
    return table
