"""Did you mean …? The nearest of the names that exist."""

from __future__ import annotations

from collections.abc import Iterable

from bcm_formal.diagnostics.alike import difference, look_alikes
from bcm_formal.diagnostics.hidden import visible

_COMPARED = 60
"""so many names are compared with a word letter by letter; of more, those with the longest common beginning and end"""


def nearest(word: str, names: Iterable[str], *, limit: int = 1) -> tuple[str, ...]:
    """At most `limit` of the names that look like `word`, best first; none if none is near."""
    import difflib

    names = list(names)
    alike = look_alikes(word, names)
    if alike:
        return alike[:limit]
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(name.casefold(), name)
    sought = word.casefold()
    matches = difflib.get_close_matches(sought, _likely(sought, folded), n=limit, cutoff=0.6)
    return tuple(folded[match] for match in matches)


def _likely(word: str, names: Iterable[str]) -> list[str]:
    """The names worth comparing: nothing that runs on a stranger's text may cost the square of its length."""
    import heapq

    slack = max(2, len(word) // 2)
    likely = [name for name in names if abs(len(name) - len(word)) <= slack]
    if len(likely) <= _COMPARED:
        return likely

    def unlike(name: str) -> int:
        alike = _common_beginning(name, word) + _common_beginning(name[::-1], word[::-1])
        return abs(len(name) - len(word)) - 2 * alike

    return heapq.nsmallest(_COMPARED, likely, key=unlike)


def _common_beginning(first: str, second: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(second))


def did_you_mean(word: str, names: Iterable[str]) -> str | None:
    """A remedy sentence with the nearest name, or None if no name is near."""
    found = nearest(word, names)
    return did_you_mean_this(word, found[0]) if found else None


def did_you_mean_this(word: str, name: str) -> str:
    """The remedy sentence with the name that is near to the word; it says how two differ that look the same."""
    if look_alikes(word, (name,)):
        return f"did you mean `{name}`? it looks the same, but `{visible(word)}` has {difference(word, name)}"
    return f"did you mean `{name}`?"
