"""Did you mean …? The nearest of the names that exist."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, names: Iterable[str], *, limit: int = 1) -> tuple[str, ...]:
    """At most `limit` of the names that look like `word`, best first; none if none is near."""
    import difflib

    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(name.casefold(), name)
    matches = difflib.get_close_matches(word.casefold(), folded, n=limit, cutoff=0.6)
    return tuple(folded[match] for match in matches)


def did_you_mean(word: str, names: Iterable[str]) -> str | None:
    """A remedy sentence with the nearest name, or None if no name is near."""
    found = nearest(word, names)
    return f"did you mean `{found[0]}`?" if found else None
