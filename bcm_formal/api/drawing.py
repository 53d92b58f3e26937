"""The library for pictures: `draw` a model, or a verdict in it, or `draw_change`, both laws of a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from bcm_formal.api.allowed import alone, left_out
from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.as_read import must_be_as_read
from bcm_formal.model.model import Model
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.sharing import Stopped
from bcm_formal.project.selection import select
from bcm_formal.system.transition_system import TransitionSystem

if TYPE_CHECKING:
    from bcm_formal.versions.comparison import Comparison
    from bcm_formal.views.diagram import Format
    from bcm_formal.views.picture import PictureError


def draw(
    model: Model,
    form: str,
    *,
    highlight: str | None = None,
    life: str | None = None,
    language: str | None = None,
    engine: str = "auto",
    allowance: Allowance = NO_LIMITS,
) -> bytes:
    """The diagram as the content of a file: `form` is svg, png, pdf, dot or mmd (Mermaid).

    `highlight` brings out the verdict on a property: its life course, or its pathways. With `life`, the name of a
    property or scenario, its life course is drawn instead, as a timeline (svg, png or pdf). Raises `DiagnosticError`
    for an unknown form or property, for a verdict that has nothing to show, if it cannot be written so (BCM909), and
    if the allowance ends before there is a picture (BCM912).
    """
    wanted = _DRAWN.get(form.removeprefix(".").lower())
    if wanted is None:
        message = f"`{form or 'no ending'}` is no form of picture"
        raise DiagnosticError((Diagnostic("BCM909", message, help=f"end the file in one of {_ENDINGS}"),))
    if life is not None:
        return _life(model, wanted, life, language, engine, allowance)
    must_be_as_read(model)
    allowance = allowance.begun()
    select(model, () if highlight is None else (highlight,))
    drawn = alone(lambda: _drawn(model, wanted, highlight, language, engine), allowance)
    if isinstance(drawn, Stopped):
        raise DiagnosticError((replace(left_out("the picture", drawn.why), severity="error"),))
    return drawn


def _life(model: Model, form: Format, name: str, language: str | None, engine: str, allowance: Allowance) -> bytes:
    if form == "dot" or form == "mermaid":
        message = "a life course is drawn as .svg, .png or .pdf"
        raise DiagnosticError((Diagnostic("BCM909", message, help="name such a file, or draw with --highlight"),))
    from bcm_formal.api.timelines import draw_life

    return draw_life(model, name, form, language, engine, allowance)


def _drawn(model: Model, form: Format, highlight: str | None, language: str | None, engine: str) -> bytes:
    from bcm_formal.vetting.coverage.coverage import use_of
    from bcm_formal.views.diagram import draw as drawn
    from bcm_formal.views.diagram import highlight_from
    from bcm_formal.views.picture import PictureError

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
    except PictureError as error:
        raise _cannot_draw(error) from None


def draw_change(found: Comparison, form: Format, extent: Literal["whole", "near", "changed"] = "near") -> bytes:
    """Both laws that were compared on one picture, as the content of a file.

    `extent`: of many statuses, only those that the change touches and the lines between them, or of these only the
    lines that it touches. Raises `DiagnosticError` if it cannot be written so (BCM909).
    """
    from bcm_formal.views.diagram import Extent
    from bcm_formal.views.diagram import draw_change as drawn
    from bcm_formal.views.picture import PictureError

    try:
        return drawn(found.bridge, found.texts, form, Extent(extent))
    except PictureError as error:
        raise _cannot_draw(error) from None


def change_in_mermaid(found: Comparison) -> str | None:
    """The lines that a change touches as a Mermaid flowchart; None: it touches none."""
    from bcm_formal.views.diagram.mermaid import to_mermaid
    from bcm_formal.views.diagram.near import Extent
    from bcm_formal.views.diagram.two_laws import graph_of_change

    graph = graph_of_change(found.bridge, found.texts, Extent.CHANGED)
    return to_mermaid(graph) if graph.clusters or graph.everywhere else None


def _cannot_draw(error: PictureError) -> DiagnosticError:
    return DiagnosticError((Diagnostic("BCM909", f"cannot draw: {error}", help=error.help),))


_DRAWN: Mapping[str, Format] = {"svg": "svg", "png": "png", "pdf": "pdf", "dot": "dot", "mmd": "mermaid"}
_ENDINGS = ", ".join(f".{ending}" for ending in _DRAWN)
