"""What stands around the picture: the heading with the legend above it, the table below."""

from __future__ import annotations

from collections.abc import Mapping

from bcm_formal.views.diagram import style
from bcm_formal.views.diagram.graph import Emphasis, EndKind, Graph, Rule
from bcm_formal.views.diagram.labels import (
    NAME_SIZE,
    SMALL_SIZE,
    TEXT_SIZE,
    badge,
    detail_ink,
    event_lines,
    never,
    rule_ink,
)
from bcm_formal.views.diagram.markup import cell, font, label, lines, plain, table
from bcm_formal.views.diagram.style import Stroke
from bcm_formal.views.diagram.wording import wrap


def heading_label(graph: Graph, strokes: Mapping[str, Stroke]) -> str:
    """The title of the picture, what law it shows, the legend, and what happens everywhere."""
    title = [font(plain(line), size=20, color=style.INK, bold=True) for line in wrap(graph.title, 70)]
    subtitle = font(plain(graph.subtitle), size=11, color=style.GREY)
    rows = [[cell(lines(title))], [cell(subtitle)], [cell(legend(graph, strokes))]]
    words = _remarks(graph)
    if words:
        rows.append([cell(font(plain("   ".join(words)), size=TEXT_SIZE, color=style.DETAIL))])
    events = event_lines(graph.everywhere, 70, graph.has_event_details)
    if events:
        everywhere = font("Everywhere", size=TEXT_SIZE, color=style.INK, bold=True)
        rows.append([cell(font(lines([everywhere, *events]), size=TEXT_SIZE))])
    rows.append([cell("", HEIGHT=16)])
    return label(table(rows))


def _remarks(graph: Graph) -> list[str]:
    """How to read signs that this picture has."""
    nodes = graph.nodes()
    words: list[str] = []
    if any(tail.end.kind is EndKind.LAYER for edge in graph.edges for tail in edge.tails):
        words.append("A line from a frame starts in every status in it.")
    if graph.everywhere or any(cluster.rules for cluster in graph.clusters) or any(node.rules for node in nodes):
        words.append("↻ happens there and changes no status.")
    if any(node.emphasis is Emphasis.STRONG for node in nodes):
        words.append("Thick: brought out.")
    shown = [rule for edge in graph.edges for rule in edge.rules] + [rule for node in nodes for rule in node.rules]
    if any(rule.steps for rule in shown) or any(node.waits for node in nodes):
        words.append("[1], [2], …: the steps of one life course.")
    if any(rule.number for rule in graph.table):
        words.append("Numbers: see the table below.")
    return words


def legend(graph: Graph, strokes: Mapping[str, Stroke]) -> str:
    """A sample of each line and its meaning."""
    keys = [_key(actor.title, strokes[actor.name]) for actor in graph.actors]
    styles = {rule.style for edge in graph.edges for rule in edge.rules}
    if any(each.adverse for each in styles):
        keys.append(
            _key("adverse: red, in the actor's line, with a bar", Stroke("solid", style.ADVERSE, 1.2, ""), "▍▶")
        )
    if any(each.dead for each in styles):
        keys.append(_key("never happens", Stroke("solid", style.DEAD, 0.8, "")))
    return table([[part for key in keys for part in key]], CELLPADDING=1)


def _key(title: str, stroke: Stroke, arrow: str = "▶") -> list[str]:
    dash = stroke.dash if stroke.dash in ("dashed", "dotted") else "solid"
    border = max(1, round(stroke.width))
    look: dict[str, str | int] = {"BORDER": border, "SIDES": "B", "STYLE": dash, "COLOR": stroke.color}
    sample = cell("", WIDTH=34, HEIGHT=6 + border, CELLPADDING=0, **look)
    below = cell("", WIDTH=34, HEIGHT=6, CELLPADDING=0)
    drawn = table([[sample], [below]], CELLPADDING=0)
    return [
        cell(drawn, VALIGN="MIDDLE", CELLPADDING=0),
        cell(font(arrow, size=TEXT_SIZE, color=stroke.color), VALIGN="MIDDLE", CELLPADDING=0),
        cell(font(plain(title) + "&#160;" * 4, size=NAME_SIZE, color=style.INK), VALIGN="MIDDLE"),
    ]


def table_label(graph: Graph) -> str:
    """The rules of which the picture shows only number or name, in columns."""
    columns = max(1, min(round(len(graph.clusters) * 1.3), 9, -(-len(graph.table) // 4)))
    entries = [_entry(rule) for rule in graph.table]
    height = -(-sum(map(len, entries)) // columns)
    parts: list[list[str]] = [[]]
    for entry in entries:
        if len(parts[-1]) + len(entry) / 2 > height:
            parts.append([])
        parts[-1] += entry
    above = [cell("", HEIGHT=36)]
    return label(table([above, [cell(font(lines(part), size=TEXT_SIZE), CELLPADDING=8) for part in parts]]))


def _entry(rule: Rule) -> list[str]:
    """A rule in the table, a blank line at the end."""
    ink = rule_ink(rule)
    sign = f"{rule.number} " if rule.number else "↻ "
    name = [font(plain(line), color=ink, bold=True) for line in wrap(rule.title, 44)]
    name[0] = badge(rule.steps) + font(sign, color=ink, bold=True) + name[0] + never(rule)
    adverse = ", adverse" if rule.style.adverse else ""
    way = f"{rule.sources} → {rule.target}" if rule.target else rule.sources
    where = [font(plain(line), color=style.GREY) for line in wrap(f"{rule.actor}{adverse}: {way}", 50, 3)]
    words = [font(plain(line), color=detail_ink(rule)) for text in rule.requirements for line in wrap(text, 50)]
    cited = [
        font(plain(line), size=SMALL_SIZE, color=style.GREY) for text in rule.citations for line in wrap(text, 54, 2)
    ]
    return [*name, *where, *words, *cited, font(" ", size=5)]
