"""Lone expressions in words, as in certificates, read against a checked model: the inverse of `to_text`."""

from __future__ import annotations

from bcm_formal.diagnostics import Diagnostic, DiagnosticError, source_of_text
from bcm_formal.language.from_text import parse_condition
from bcm_formal.model.expressions import Condition, Term, in_status, term_in_status
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.expressions import Reader
from bcm_formal.model.from_syntax.scope import scope_of_model
from bcm_formal.model.kinds import family, kind_words
from bcm_formal.model.model import Model
from bcm_formal.model.types import Type


def condition_from_text(model: Model, text: str, status: str | None = None) -> Condition:
    """The condition that the words say; with `status` given, tests of the status become constants.

    Raises DiagnosticError if the words are no condition of this model.
    """
    source = source_of_text(text, "<condition>")
    findings = Findings()
    condition = Reader(scope_of_model(model), findings).condition(parse_condition(source))
    if condition is None or findings.has_errors:
        raise DiagnosticError(tuple(findings.found))
    return condition if status is None else in_status(condition, status)


def term_from_text(model: Model, text: str, kind: Type, status: str | None = None) -> Term:
    """The term of the family of `kind` that the words say. Raises DiagnosticError if they say something else."""
    source = source_of_text(text, "<term>")
    findings = Findings()
    written = parse_condition(source)
    quantity = Reader(scope_of_model(model), findings).quantity(written, kind)
    if quantity is not None and family(quantity.kind) != family(kind):
        message = f"`{text}` is {kind_words(quantity.kind)}, not {kind_words(kind)}"
        raise DiagnosticError((Diagnostic("BCM301", message, written.span, f"write {kind_words(kind)}"),))
    if quantity is None or findings.has_errors:
        raise DiagnosticError(tuple(findings.found))
    return quantity.term if status is None else term_in_status(quantity.term, status)
