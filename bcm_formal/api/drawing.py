"""The library for pictures: `draw` a model, or a verdict in it, or `draw_change`, both laws of a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bcm_formal.api.allowed import alone, left_out
from bcm_formal.diagnostics import Diagnostic, DiagnosticError, did_you_mean
from bcm_formal.model.as_read import must_be_as_read
from bcm_formal.model.model import Model
from bcm_formal.processes.allowance import NO_LIMITS, Allowance
from bcm_formal.processes.sharing import Stopped
from bcm_formal.project.selection import select
from bcm_formal.system.transition_system import TransitionSystem

if TYPE_CHECKING:
    from bcm_formal.versions.comparison import Comparison
    from bcm_formal.views.diagram import Format, Highlight
    from bcm_formal.views.picture import PictureError
    from bcm_formal.views.report.contents import Report


def draw(
    model: Model,
    form: str,
    *,
    highlight: str | None = None,
    life: str | None = None,
    language: str | None = None,
    engine: str = "auto",
    allowance: Allowance = NO_LIMITS,
    only: str | None = None,
    around: str | None = None,
    overview: bool = False,
    order: Sequence[str] = (),
    all_lines: bool = False,
    paper: Literal["A3", "A4"] | None = None,
    link: str = "",
    fonts: Sequence[Path] = (),
) -> bytes:
    """The map as the content of a file: `form` is svg, png, pdf, html, dot or mmd (Mermaid).

    `highlight` brings out the life course of a property or scenario, or pathways. With `life`, the name of a
    property or scenario, its life course is drawn instead, as a timeline (svg, png or pdf). `only` a layer, what is
    `around` a status, or an `overview` of layers; `order`: layers from left to right; `all_lines`: none is short;
    `paper`: pages with letters of 6 points or more; `link`: an address to which `#L12` is added, for what stands in
    line 12; `fonts`: files that have what the shipped ones lack. Raises `DiagnosticError` for an unknown form,
    property, layer or status, for a verdict that has nothing to show, if it cannot be drawn so (BCM909), and if the
    allowance ends before there is a picture (BCM912).
    """
    wanted = _form_of(form)
    view = (only or "", around or "", overview, tuple(order), all_lines, link)
    _must_be_a_map_for(view, paper, wanted, life)
    if life is not None:
        return _life(model, wanted, life, language, engine, allowance, fonts)
    must_be_as_read(model)
    allowance = allowance.begun()
    select(model, () if highlight is None else (highlight,))
    _must_have(model, only, around, order, link)
    return _whole(alone(lambda: _drawn(model, wanted, highlight, language, engine, view, paper, fonts), allowance))


def _whole(drawn: bytes | Stopped) -> bytes:
    if isinstance(drawn, Stopped):
        raise DiagnosticError((replace(left_out("the picture", drawn.why), severity="error"),))
    return drawn


def _life(
    model: Model,
    form: Format,
    name: str,
    language: str | None,
    engine: str,
    allowance: Allowance,
    fonts: Sequence[Path],
) -> bytes:
    if form not in ("svg", "png", "pdf"):
        message = "a life course is drawn as .svg, .png or .pdf"
        raise DiagnosticError((Diagnostic("BCM909", message, help="name such a file, or draw with --highlight"),))
    from bcm_formal.api.timelines import draw_life

    return draw_life(model, name, form, language, engine, allowance, fonts)


def _form_of(ending: str) -> Format:
    wanted = _DRAWN.get(ending.removeprefix(".").lower())
    if wanted is None:
        message = f"`{ending or 'no ending'}` is no form of picture"
        raise DiagnosticError((Diagnostic("BCM909", message, help=f"end the file in one of {_ENDINGS}"),))
    return wanted


def _must_have(model: Model, only: str | None, around: str | None, order: Sequence[str], link: str) -> None:
    """Raises `DiagnosticError` for layers and statuses that the model does not have, or that have nothing to draw, and
    for a link that would run something."""
    layers = [layer.name for layer in model.layers]
    wanted = [("layer", name, layers) for name in ((only,) if only else ()) + tuple(order)]
    wanted += [("status", around, list(model.status))] if around else []
    found: list[Diagnostic] = []
    for what, name, known in wanted:
        if name not in known:
            help = did_you_mean(name, known) or f"it has {', '.join(f'`{each}`' for each in known[:20])}"
            found.append(Diagnostic("BCM909", f"the policy has no {what} `{name}`", help=help))
    if not found and only and all(status.layer != only for status in model.statuses):
        found.append(Diagnostic("BCM909", f"layer `{only}` has no statuses to draw", help="draw another layer"))
    if only and around:
        found.append(Diagnostic("BCM909", "`only` and `around` are two pictures", help="name one of them"))
    if link.partition(":")[0].strip().lower() in ("javascript", "data", "vbscript"):
        found.append(Diagnostic("BCM909", f"`{link}` is no place of a text", help="name a web address"))
    if found:
        raise DiagnosticError(tuple(found))


_View = tuple[str, str, bool, tuple[str, ...], bool, str]


def _must_be_a_map_for(view: _View, paper: str | None, form: Format, life: str | None) -> None:
    """Raises `DiagnosticError` if a part or a look was asked for that only maps have, of what is none."""
    names = ("only", "around", "overview", "order", "all_lines", "link")
    asked = [name for name, value in zip(names, view, strict=True) if value] + ["paper"] * (paper is not None)
    what = "a timeline" if life is not None else {"dot": "a .dot", "mermaid": "a .mmd"}.get(form)
    if asked and what:
        message = f"`{asked[0]}` is for maps, and {what} is none"
        raise DiagnosticError((Diagnostic("BCM909", message, help="draw a .svg, .png, .pdf or .html of the policy"),))


def _drawn(
    model: Model,
    form: Format,
    highlight: str | None,
    language: str | None,
    engine: str,
    view: _View,
    paper: Literal["A3", "A4"] | None,
    fonts: Sequence[Path],
) -> bytes:
    from bcm_formal.vetting.coverage.coverage import use_of
    from bcm_formal.views.diagram import draw as drawn
    from bcm_formal.views.diagram import highlight_from
    from bcm_formal.views.diagram.map.view import View
    from bcm_formal.views.picture import PictureError, fonts_with

    shown = None
    if highlight is not None:
        from bcm_formal.api.run import check

        report = check(model, (highlight,), engine)
        shown = highlight_from(report.answers[0]) if report.answers else _of_scenario(report)
        if shown is None:
            message = f"the answer to `{highlight}` names no life course and no pathway to bring out"
            raise DiagnosticError((Diagnostic("BCM909", message, help="draw without --highlight"),))
    use = use_of(TransitionSystem(model))
    try:
        with fonts_with(tuple(fonts)):
            return drawn(model, form, shown, use.idle, use.unreached, language, View(*view), paper)
    except PictureError as error:
        raise _cannot_draw(error) from None


def _of_scenario(report: Report) -> Highlight | None:
    """What a scenario brings out: the life that fails it, or one that lives it; None: nobody does."""
    from bcm_formal.api.timelines import trace_of_scenario
    from bcm_formal.views.diagram import highlight_from_scenario

    (result,) = report.scenarios
    trace = trace_of_scenario(report, result)
    told = report.failures.get(result.scenario.name)
    return None if trace is None else highlight_from_scenario(report.model, result, told, trace)


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


_DRAWN: Mapping[str, Format] = {
    "svg": "svg",
    "png": "png",
    "pdf": "pdf",
    "html": "html",
    "dot": "dot",
    "mmd": "mermaid",
}
_ENDINGS = ", ".join(f".{ending}" for ending in _DRAWN)
