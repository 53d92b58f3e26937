"""Where declarations come from, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from bcm_formal.language.tree import policy as syntax
from bcm_formal.language.vocabulary import LEVELS_OF_CONFIDENCE
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.scope import Scope, Space
from bcm_formal.model.model import Citation, Origin, Period


def origin_from_syntax(written: syntax.Origin, scope: Scope, findings: Findings) -> Origin:
    """The origin; an unknown source is reported."""
    for reference in written.sources:
        scope.knows(Space.SOURCE, reference.source, findings, "BCM205")
    return Origin(
        citations=cited(written.sources),
        quotes=tuple(quote.text.value for quote in written.quotes),
        confidence=written.confidence.level if written.confidence else None,
        notes=tuple(note.text.value for note in written.notes),
        titles=tuple({title.language.text: title.text.value for title in written.titles}.items()),
        in_force=_period(written),
    )


def cited(references: Sequence[syntax.SourceReference]) -> tuple[Citation, ...]:
    """What `source` lines cite, each once."""
    citations = (Citation(item.source.text, item.pinpoint.value if item.pinpoint else None) for item in references)
    return tuple(dict.fromkeys(citations))


def _period(written: syntax.Origin) -> Period | None:
    stated, repealed = written.in_force, written.repealed
    if stated is None and repealed is None:
        return None
    days = (stated.start, stated.until, stated.before) if stated else (None, None, None)
    first, until, before = (day.value if day else None for day in days)
    return Period(first, until, before, repealed.date.value if repealed else None)


def _least(first: str | None, second: str | None) -> str | None:
    """The lesser of two confidences; that of one alone, if the other is not said."""
    return max((level for level in (first, second) if level), key=LEVELS_OF_CONFIDENCE.index, default=None)


def merged(first: Origin, second: Origin) -> Origin:
    """Both origins, the first one's lines before the second's, nothing twice; the lesser confidence."""
    titles = dict(second.titles) | dict(first.titles)
    return Origin(
        citations=tuple(dict.fromkeys((*first.citations, *second.citations))),
        quotes=tuple(dict.fromkeys((*first.quotes, *second.quotes))),
        confidence=_least(first.confidence, second.confidence),
        notes=tuple(dict.fromkeys((*first.notes, *second.notes))),
        titles=tuple(titles.items()),
        in_force=first.in_force or second.in_force,
    )


def title_of(title: syntax.Text | None, name: str) -> str:
    """The title as written; without one, the name with spaces."""
    return title.value if title else name.replace("_", " ")
