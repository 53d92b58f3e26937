"""What is wrong with a text, as a value: code, place, message and a remedy."""

from __future__ import annotations

from typing import Literal

from bcm_formal.diagnostics.source import Span
from bcm_formal.records import dataclass

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that matters, with what to see there (`declared here`)."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of `span` by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair that a program may apply: all edits at once, none overlapping."""

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `code` is one of the registry (`codes`). `message` is lower case, has no full stop and puts the user's text in
    backticks. `help` is the remedy. `span` is None only where there is no text to point at (a missing file, a wrong
    command line).
    """

    code: str
    message: str
    span: Span | None = None
    help: str | None = None
    labels: tuple[Label, ...] = ()
    severity: Severity = "error"
    fix: Fix | None = None


class DiagnosticError(Exception):
    """The one exception of the edge: carries at least one diagnostic."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        if not diagnostics:
            raise ValueError("a DiagnosticError needs a diagnostic")
        super().__init__(diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        places = (f"{d.span.place}: " if d.span else "" for d in self.diagnostics)
        return "\n".join(
            f"{p}{d.severity}[{d.code}]: {d.message}" for p, d in zip(places, self.diagnostics, strict=True)
        )


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """True iff one of the diagnostics is an error (and not only a warning or note)."""
    return any(diagnostic.severity == "error" for diagnostic in diagnostics)


def in_reading_order(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """By file and place, those without a place first; the order of equals is kept."""
    return tuple(
        sorted(diagnostics, key=lambda d: (d.span.source.path, d.span.start, d.span.end) if d.span else ("", -1, -1))
    )
