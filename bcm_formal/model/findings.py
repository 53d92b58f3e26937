"""What is found while a file is checked: collected, never raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from bcm_formal.diagnostics import Diagnostic, Edit, Fix, Label, Span, did_you_mean_this, nearest
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that is near to a wrong one, as a remedy; nothing if none is near."""

    name: str | None
    remedy: str | None
    labels: tuple[Label, ...]


MOST_SUGGESTIONS = 200
"""where more is wrong, no more near names are looked for"""


@dataclass(slots=True)
class Findings:
    """All mistakes of one file, in the order they were found."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(
        self, code: str, message: str, span: Span, remedy: str | None = None, *labels: Label, instead: str | None = None
    ) -> None:
        """Record an error. `instead` is what a program may write in the place of `span` to repair it."""
        fix = None if instead is None else Fix(f"write `{instead}`", (Edit(span, instead),))
        self.found.append(Diagnostic(code, message, span, remedy, labels, "error", fix))

    def warning(self, code: str, message: str, span: Span, remedy: str | None = None) -> None:
        self.found.append(Diagnostic(code, message, span, remedy, (), "warning"))

    @property
    def has_errors(self) -> bool:
        return any(diagnostic.severity == "error" for diagnostic in self.found)

    def nearest(self, word: str, declared: Mapping[str, Span | None]) -> Suggestion:
        """`did you mean …` and where that name is declared."""
        found = nearest(word, declared) if len(self.found) < MOST_SUGGESTIONS else ()
        if not found:
            return Suggestion(None, None, ())
        place = declared[found[0]]
        labels = (Label(place, "declared here"),) if place else ()
        return Suggestion(found[0], did_you_mean_this(word, found[0]), labels)


def shown(span: Span) -> str:
    """The text of a place on one line, cut if it is long: for use inside backticks."""
    text = " ".join(span.text.split())
    return text if len(text) <= 60 else text[:57] + "…"
