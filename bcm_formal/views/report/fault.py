"""Evidence that the checker refused, as a page for a report of the mistake."""

from __future__ import annotations

from collections.abc import Iterator

from bcm_formal import __version__
from bcm_formal.model.model import Model
from bcm_formal.model.to_json.policy import digest
from bcm_formal.trust.verdict import Disagreement, Fault
from bcm_formal.vault.certificate_text import evidence_text
from bcm_formal.views.report.contents import Report, Result


def fault_pages(results: tuple[Result, ...]) -> Iterator[tuple[str, str]]:
    """(property, page) for every claim that was refused."""
    for result in results:
        if isinstance(result, Report):
            for verdict in result.verdicts:
                if isinstance(verdict, Fault):
                    yield verdict.property.name, _page(result.model, verdict)


def _page(model: Model, verdict: Fault) -> str:
    about = [
        f"policy {model.name} {digest(model)}",
        f"property {verdict.property.name}: {verdict.property.text}",
        f"engine {verdict.engine}",
    ]
    if isinstance(verdict.mistake, Disagreement):
        lines = [f"bcm-formal {__version__}: engines disagree", *about, verdict.reason, "", "there is no evidence"]
        return "\n".join(lines) + "\n"
    lines = [f"bcm-formal {__version__}: refused evidence", *about, f"refused because it {verdict.reason}", ""]
    try:
        evidence = evidence_text(verdict.mistake.claim.certificate, verdict.mistake.question.system.model)
    except Exception as error:  # whatever is wrong with it: the evidence must not be lost
        evidence = f"(it has no text: {error})\n{verdict.mistake.claim.certificate!r}\n"
    return "\n".join(lines) + "\n" + evidence
