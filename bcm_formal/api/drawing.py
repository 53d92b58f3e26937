"""The library for pictures: `draw` a model, or a verdict in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bcm_formal.api.allowed import alone, left_out
from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.as_read import must_be_as_read
from bcm_formal.model.model import Model
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.sharing import Stopped
from bcm_formal.project.selection import select
from bcm_formal.system.transition_system import TransitionSystem

if TYPE_CHECKING:
    from bcm_formal.views.diagram import Format


def draw(
    model: Model,
    form: str,
    *,
    highlight: str | None = None,
    language: str | None = None,
    engine: str = "auto",
    allowance: Allowance = NO_LIMITS,
) -> bytes:
    """The diagram as the content of a file: `form` is svg, png, pdf, dot or mmd (Mermaid).

    `highlight` brings out the verdict on a property: its life course, or its pathways. Raises `DiagnosticError` for an
    unknown form or property, for a verdict that has nothing to show, if Graphviz is missing (BCM909), and if the
    allowance ends before there is a picture (BCM912).
    """
    wanted = _DRAWN.get(form.removeprefix(".").lower())
    if wanted is None:
        message = f"`{form or 'no ending'}` is no form of picture"
        raise DiagnosticError((Diagnostic("BCM909", message, help=f"end the file in one of {_ENDINGS}"),))
    must_be_as_read(model)
    allowance = allowance.begun()
    select(model, () if highlight is None else (highlight,))
    drawn = alone(lambda: _drawn(model, wanted, highlight, language, engine), allowance)
    if isinstance(drawn, Stopped):
        raise DiagnosticError((replace(left_out("the picture", drawn.why), severity="error"),))
    return drawn


def _drawn(model: Model, form: Format, highlight: str | None, language: str | None, engine: str) -> bytes:
    from bcm_formal.vetting.coverage.coverage import use_of
    from bcm_formal.views.diagram import DrawingError, highlight_from
    from bcm_formal.views.diagram import draw as drawn

    shown = None
    if highlight is not None:
        from bcm_formal.api.run import check

        answers = check(model, (highlight,), engine).answers  # none if it names a scenario
        shown = highlight_from(answers[0]) if answers else None
        if shown is None:
            message = f"the answer to `{highlight}` names no life course and no pathway to bring out"
            raise DiagnosticError((Diagnostic("BCM909", message, help="draw without --highlight"),))
    use = use_of(TransitionSystem(model))
    try:
        return drawn(model, form, shown, use.idle, use.unreached, language)
    except DrawingError as error:
        remedy = "pip install pygraphviz, or draw a .dot or .mmd file"
        raise DiagnosticError((Diagnostic("BCM909", f"cannot draw: {error}", help=remedy),)) from None


_DRAWN: Mapping[str, Format] = {"svg": "svg", "png": "png", "pdf": "pdf", "dot": "dot", "mmd": "mermaid"}
_ENDINGS = ", ".join(f".{ending}" for ending in _DRAWN)
