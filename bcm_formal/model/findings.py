"""What is found while a file is checked: collected, never raised."""

from __future__ import annotations

from dataclasses import dataclass, field

from bcm_formal.diagnostics import Diagnostic, Label, Span, nearest


@dataclass(slots=True)
class Findings:
    """All mistakes of one file, in the order they were found."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(self, code: str, message: str, span: Span, remedy: str | None = None, *labels: Label) -> None:
        self.found.append(Diagnostic(code, message, span, remedy, labels))

    def warning(self, code: str, message: str, span: Span, remedy: str | None = None, *labels: Label) -> None:
        self.found.append(Diagnostic(code, message, span, remedy, labels, "warning"))

    @property
    def has_errors(self) -> bool:
        return any(diagnostic.severity == "error" for diagnostic in self.found)


def shown(span: Span) -> str:
    """The text of a place on one line, cut if it is long: for use inside backticks."""
    text = " ".join(span.text.split())
    return text if len(text) <= 60 else text[:57] + "…"


def nearest_name(word: str, declared: dict[str, Span | None]) -> tuple[str | None, tuple[Label, ...]]:
    """`did you mean …` and where that name is declared."""
    found = nearest(word, declared)
    if not found:
        return None, ()
    place = declared[found[0]]
    labels = (Label(place, "declared here"),) if place else ()
    return f"did you mean `{found[0]}`?", labels
