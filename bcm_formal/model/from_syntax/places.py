"""Layers and statuses, as places that rules can name."""

from __future__ import annotations

from collections.abc import Iterable

from bcm_formal.diagnostics import Label
from bcm_formal.language.tree import policy as syntax
from bcm_formal.model.findings import Findings
from bcm_formal.model.from_syntax.scope import Place, Scope, Space


def declare_places(declarations: Iterable[syntax.Declaration], scope: Scope, findings: Findings) -> None:
    """Make statuses and layers known; a status in an unknown layer, and a limit named like another, are reported."""
    layers = {item.name.text: item.name for item in declarations if isinstance(item, syntax.LayerDecl)}
    inside: dict[str, list[str]] = {name: [] for name in layers}
    for item in declarations:
        if not isinstance(item, syntax.StatusDecl):
            continue
        scope.places[item.name.text] = Place("status", (item.name.text,), item.name.span, len(scope.places))
        if item.layer.text in inside:
            scope.refer(Space.PLACE, item.layer)
            inside[item.layer.text].append(item.name.text)
        else:
            _report_layer(item, layers, scope, findings)
        if item.limit is not None:
            _declare_limit(item, scope, findings)
    for name, place in layers.items():
        scope.places[name] = Place("layer", tuple(inside[name]), place.span)


def _report_layer(item: syntax.StatusDecl, layers: dict[str, syntax.Name], scope: Scope, findings: Findings) -> None:
    name = item.layer
    if name.text in scope.unread:
        return
    if (Space.PLACE, name.text) in scope.absent:
        scope.report_unknown(Space.PLACE, name, findings, "BCM203")
        return
    near = findings.nearest(name.text, {layer: place.span for layer, place in layers.items()})
    message = f"there is no layer `{name.text}`"
    findings.error(
        "BCM203", message, name.span, near.remedy or f"declare `layer {name.text}`", *near.labels, instead=near.name
    )


def _declare_limit(item: syntax.StatusDecl, scope: Scope, findings: Findings) -> None:
    name = f"{item.name.text}_limit"
    other = scope.moves.get(name)
    if other is not None and item.limit is not None:
        message = f"the time limit of `{item.name.text}` is called `{name}`, and so is another rule"
        findings.error("BCM202", message, item.limit.span, "rename the other rule", Label(other, "declared here"))
    scope.moves[name] = item.limit.span if item.limit else None
