"""The names of a text: where each is declared, and where it is used. Found while the text is read, for editors."""

from __future__ import annotations

from bcm_formal.diagnostics import Span
from bcm_formal.language.reading.letters import composed
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class Declared:
    """A name and where it is declared; `span` is None for what is built in.

    Where the text does not write the name (the limit of a status is called after the status), `span` is what makes it.
    """

    word: str
    """what it is: `attribute`, `status`, `value` for a level or choice, …"""
    name: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Use:
    """A name where it stands in the text, and what it means there."""

    span: Span
    declared: Declared


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a text, both parts in reading order.

    What is no law on the day that was read is not read either: of it there are its own names and the sources it cites.
    Of a text with errors there are the names that could be read.
    """

    declared: tuple[Declared, ...] = ()
    uses: tuple[Use, ...] = ()

    def uses_of(self, name: str) -> tuple[Span, ...]:
        """Where a name is used, whatever it means there; its declarations do not count."""
        return tuple(use.span for use in self.uses if use.declared.name == name)

    def declaration_at(self, line: int, column: int, path: str | None = None) -> Declared | None:
        """What is declared by the name that stands at a line and column (both from 1): it may be a use, or the
        declaration itself; `path` is the file, where the policy has several. None: no name stands there."""
        for use in self.uses:
            if _covers(use.span, line, column, path):
                return use.declared
        for item in self.declared:
            if (
                item.span is not None
                and composed(item.span.text) == item.name
                and _covers(item.span, line, column, path)
            ):
                return item
        return None


NO_NAMES = Names()


def _covers(span: Span, line: int, column: int, path: str | None) -> bool:
    """True iff the place is within the span of a name, which never leaves its line."""
    if path is not None and span.source.path != path:
        return False
    return span.line == line and span.column <= column < span.column + span.end - span.start
