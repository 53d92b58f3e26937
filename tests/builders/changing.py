"""Changes of the law from two texts."""

from __future__ import annotations

from bcm_formal.diagnostics import source_of_text
from bcm_formal.language.from_text import parse
from bcm_formal.language.includes import joined
from bcm_formal.versions.change import Change, Law, law_of
from bcm_formal.versions.clauses import change_between


def law(text: str, path: str = "p.bcm") -> Law:
    """The law that a text says."""
    found = joined(parse(source_of_text(text, path)))
    return law_of(found.tree, None, found.included)


def change_of(old: str, new: str) -> Change:
    """The change from one text to another."""
    return change_between(law(old, "old.bcm"), law(new, "new.bcm"))
