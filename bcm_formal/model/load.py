"""From a file or a text to a checked model, and to everything else that reading it brings."""

from __future__ import annotations

from pathlib import Path

from bcm_formal.diagnostics import (
    STDIN,
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
from bcm_formal.language.includes import joined
from bcm_formal.language.tree.policy import PropertiesDecl
from bcm_formal.language.tree.reforms import OfReform, PartOfReform, ReformDecl
from bcm_formal.model.as_of import AsOf
from bcm_formal.model.from_syntax.policy import from_syntax
from bcm_formal.model.model import Model
from bcm_formal.model.names import NO_NAMES, Names
from bcm_formal.records import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a text: its model, unless one of the findings is an error, all findings, and its names."""

    path: str
    model: Model | None
    diagnostics: tuple[Diagnostic, ...]
    names: Names = NO_NAMES


def load(path_or_text: Path | str, on: AsOf = None) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    """The model and all findings of what `read` reads."""
    found = read(path_or_text, on)
    return found.model, found.diagnostics


def read(path_or_text: Path | str, on: AsOf = None) -> Reading:
    """A `.bcm` or Markdown file. Never raises for what the file says, nor for a file that cannot be read.

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
        path = STDIN if str(path_or_text) == "-" else str(path_or_text)
        return Reading(path, None, error.diagnostics)
    return reading_of(source, on)


def reading_of(source: Source, on: AsOf = None) -> Reading:
    """The same for a text that was already read."""
    parsed = joined(parse(source))
    lost = not parsed.tree.declarations and has_errors(parsed.diagnostics)
    if lost or not parsed.is_whole:  # that it lacks this and that as well is no news
        return Reading(source.path, None, at_most(in_reading_order(parsed.diagnostics)))
    shared = next((item for item in parsed.tree.declarations if isinstance(item, PropertiesDecl)), None)
    if shared is not None:
        message = "properties for several policies are no model"
        remedy = "check it together with the policies: `bcm check FOLDER --matrix`"
        return Reading(source.path, None, (Diagnostic("BCM156", message, shared.span, remedy),))
    reforming = tuple(item for item in parsed.tree.declarations if isinstance(item, OfReform))
    if reforming:
        return Reading(source.path, None, at_most(in_reading_order((*parsed.diagnostics, *_no_model(reforming)))))
    model, findings, names = from_syntax(parsed.tree, on, parsed.included)
    if has_errors(parsed.diagnostics):
        findings = tuple(
            item for item in findings if item.severity == "error"
        )  # what seems unused may be in what is lost
    found = in_reading_order((*parsed.diagnostics, *findings))
    whole = None if has_errors(parsed.diagnostics) else model
    return Reading(source.path, whole, at_most(found) if has_errors(found) else found, names)


def _no_model(reforming: tuple[PartOfReform, ...]) -> tuple[Diagnostic, ...]:
    """That a reform is no model by itself, or that a policy holds what stands in reforms only."""
    head = next((item for item in reforming if isinstance(item, ReformDecl)), None)
    if head is not None:
        remedy = "put it into a file of its own, beside the policy or in a folder `reforms` below it"
        return (Diagnostic("BCM161", "a reform is no model by itself", head.span, remedy),)
    remedy = 'put it into a file of its own that begins with `reform NAME "title" of "FILE"`'
    return tuple(
        Diagnostic("BCM160", f"`{item.span.text.split()[0]}` stands in a reform only", item.span, remedy)
        for item in reforming
    )
