"""From a file or a text to a checked model, in one call."""

from __future__ import annotations

import datetime
from pathlib import Path

from bcm_formal.diagnostics import (
    Diagnostic,
    DiagnosticError,
    Source,
    has_errors,
    in_reading_order,
    source_of_stdin,
    source_of_text,
)
from bcm_formal.language.files import source_of_file
from bcm_formal.language.from_text import at_most, parse
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.model import Model


def load(path_or_text: Path | str, on: datetime.date | None = None) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    """The model of a `.bcm` or Markdown file and all findings; no model if one of them is an error. Never raises for
    what the file says, nor for a file that cannot be read.

    A string with a line end in it is the text of a policy, any other string is a path, `-` is stdin. `on` selects the
    law of a day.
    """
    try:
        if isinstance(path_or_text, str) and "\n" in path_or_text:
            source = source_of_text(path_or_text)
        elif str(path_or_text) == "-":
            source = source_of_stdin()
        else:
            source = source_of_file(path_or_text)
    except DiagnosticError as error:
        return None, error.diagnostics
    return load_source(source, on)


def load_source(source: Source, on: datetime.date | None = None) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    """The same for a text that was already read."""
    parsed = parse(source)
    if not parsed.tree.declarations and has_errors(parsed.diagnostics):
        return None, parsed.diagnostics  # that it lacks this and that as well is no news
    model, findings = from_syntax(parsed.tree, on)
    if has_errors(parsed.diagnostics):
        findings = tuple(
            item for item in findings if item.severity == "error"
        )  # what seems unused may be in what is lost
    found = in_reading_order((*parsed.diagnostics, *findings))
    return None if has_errors(parsed.diagnostics) else model, at_most(found) if has_errors(found) else found
