"""What stands around the picture: the heading with the legend above it, the table below."""

from __future__ import annotations

from collections.abc import Mapping

from bcm_formal.views.diagram import style
from bcm_formal.views.diagram.graph import Emphasis, EndKind, Graph, Line, Rule, RuleKind
from bcm_formal.views.diagram.labels import (
    NAME_SIZE,
    SMALL_SIZE,
    TEXT_SIZE,
    badge,
    detail_ink,
    event_lines,
    marked,
    never,
    rule_ink,
)
from bcm_formal.views.diagram.markup import cell, font, label, lines, plain, sized, stacked, table
from bcm_formal.views.diagram.style import Stroke
from bcm_formal.views.diagram.wording import cut, wrap


def heading_label(graph: Graph, strokes: Mapping[str, Stroke]) -> str:
    """The title of the picture, what law it shows, the legend, and what happens everywhere."""
    title = [font(plain(line), size=20, color=style.INK, bold=True) for line in wrap(graph.title, 70)]
    subtitle = font(plain(graph.subtitle), size=11, color=style.GREY)
    rows = [[cell(lines(title))], [cell(subtitle)]]
    rows += [[cell(part)] for part in (legend(graph, strokes) if graph.change is None else legend_of_change(graph),)]
    words = _remarks(graph)
    if words:
        rows.append([cell(font(plain("   ".join(words)), size=TEXT_SIZE, color=style.DETAIL))])
    events = event_lines(graph.everywhere, 70, graph.has_event_details)
    if events:
        everywhere = font("Everywhere", size=TEXT_SIZE, color=style.INK, bold=True)
        rows.append([cell(font(lines([everywhere, *events]), size=TEXT_SIZE))])
    if graph.change is not None and graph.change.notes:
        rows.append([cell(_notes(graph.change.notes))])
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
    if graph.change is not None and graph.change.left_out:
        words.append(graph.change.left_out)
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


NOTES_SHOWN, NOTE_COLUMNS = 14, 100


def _notes(notes: tuple[Line, ...]) -> str:
    """What else changed, a line each."""
    shown = notes if len(notes) <= NOTES_SHOWN else notes[: NOTES_SHOWN - 1]
    said = [font("What else the text changes", color=style.INK, bold=True)]
    for note in shown:
        said += marked(cut(note.text, 2 * NOTE_COLUMNS), note.mark, NOTE_COLUMNS)
    said += marked(f"… and {len(notes) - len(shown)} more", None, NOTE_COLUMNS) if len(shown) < len(notes) else []
    return stacked(sized([line], TEXT_SIZE) for line in said)


def legend_of_change(graph: Graph) -> str:
    """A sample of each line of a picture of a change, and its meaning."""
    rules = [rule for edge in graph.edges for rule in edge.rules]
    listed = [rule for part in (graph.everywhere, *(c.rules for c in graph.clusters)) for rule in part]
    listed += [rule for node in graph.nodes() for rule in node.rules]
    found = {rule.style.mark for rule in (*rules, *listed)} | {node.mark for node in graph.nodes()}
    found |= {line.mark for node in graph.nodes() for line in node.changed}
    limits = {rule.style.mark for rule in rules if rule.kind is RuleKind.LIMIT}
    keys = [
        _key(_meaning(ink, mark in limits), ink.stroke, style.ARROWS[ink.stroke.arrow])
        for mark, ink in style.MARKS.items()
        if mark in found
    ]
    if any(edge.style.mark is None for edge in graph.edges):
        keys.append(_key("unchanged", style.UNCHANGED))
    if any(rule.style.adverse and rule.style.mark for rule in rules):
        keys.append(_key("adverse, with a bar", Stroke("solid", style.INK, 1.2, ""), "▍▶"))
    rows = [keys[first : first + KEYS_A_ROW] for first in range(0, len(keys), KEYS_A_ROW)]
    # room that is left over is shared by all columns
    return table(([*(part for key in row for part in key), *[cell("")] * FILLERS] for row in rows), CELLPADDING=1)


def _meaning(ink: style.MarkInk, of_limits: bool) -> str:
    also = f"; {ink.of_limits}" if of_limits and ink.of_limits else ""
    return f"{ink.sign} {ink.meaning}{also}"


KEYS_A_ROW, FILLERS = 4, 24


def _key(title: str, stroke: Stroke, arrow: str = "▶") -> list[str]:
    dash = stroke.dash if stroke.dash in ("dashed", "dotted") else "solid"
    border = max(1, round(stroke.width))
    look: dict[str, str | int] = {"BORDER": border, "SIDES": "B", "STYLE": dash, "COLOR": stroke.color}
    if stroke.dash == "double":
        look |= {"SIDES": "TB", "BORDER": 2}
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
