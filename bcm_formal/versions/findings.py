"""Refusals of reforms: what is wrong with a piece of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bcm_formal.diagnostics import Diagnostic, Label, Span, did_you_mean_this, nearest


class RefusedError(Exception):
    """A piece of a reform cannot be carried out."""

    def __init__(self, code: str, message: str, span: Span, remedy: str, *labels: Label) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(code, message, span, remedy, labels)


def absent(message: str, span: Span, word: str, there: Mapping[str, Span | None], else_: str) -> RefusedError:
    """That something is not there (BCM163), with what is near to it and there."""
    near = nearest(word, there)
    if not near:
        return RefusedError("BCM163", message, span, else_)
    place = there[near[0]]
    labels = () if place is None else (Label(place, "here"),)
    return RefusedError("BCM163", message, span, did_you_mean_this(word, near[0]), *labels)


def listed(words: Iterable[str], nothing: str = "none") -> str:
    """`` `a`, `b` and 3 more ``."""
    items = list(words)
    shown = ", ".join(f"`{word}`" for word in items[:8])
    more = f" and {len(items) - 8} more" if len(items) > 8 else ""
    return f"{shown}{more}" or nothing
