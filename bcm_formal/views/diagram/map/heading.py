"""What stands above a map: its title, the law it shows, how to read its lines, and what happens everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bcm_formal.records import dataclass
from bcm_formal.views.diagram import style
from bcm_formal.views.diagram.graph import Emphasis, EndKind, Graph, Line, RuleKind, Style
from bcm_formal.views.diagram.map import inks
from bcm_formal.views.diagram.map.cells import Row, event_rows
from bcm_formal.views.diagram.map.inks import HEADLINE, SIGNS, SMALL, SUBTITLE, TEXT, Pen, Pens
from bcm_formal.views.diagram.map.ways import Plan
from bcm_formal.views.picture import Element, Head, Ink, Stroke, Text, broken, text_lines, text_width
from bcm_formal.views.picture import Line as Drawn
from bcm_formal.views.picture.description import PAPER

SAMPLE, BETWEEN = 32.0, 16.0
"""how long a sample of a line is, and the room between two entries of the legend"""
NOTES_SHOWN, NOTES_LONG = 14, 2
LARGE_FROM = 60
"""of more statuses it is said how to draw parts"""


@dataclass(frozen=True, slots=True)
class Heading:
    """Its elements, from (0, 0) on, and how much room they take."""

    elements: tuple[Element, ...]
    width: float
    height: float


def heading(graph: Graph, pens: Pens, plan: Plan, width: float) -> Heading:
    found: list[Element] = []
    y = 0.0
    for text, font, color in ((graph.title, HEADLINE, inks.INK), (graph.subtitle, SUBTITLE, inks.GREY)):
        lines = broken(text, font, width)
        found += text_lines(lines, 0, y, font, color)
        y += font.height * len(lines) + 2
    y += 4
    entries = _keys_of_change(graph) if graph.change is not None else _keys(graph, pens)
    y = _legend(found, entries, y, width)
    y = _legend(found, [(f"{way.letter}: {way.words}", inks.of_ways((way.letter,), 1)) for way in graph.ways], y, width)
    for sentence in _remarks(graph, plan):
        y = _paragraph(found, sentence, y, width, inks.DETAIL)
    rows = event_rows(graph.everywhere, width, graph.has_event_details, False, "everywhere")
    y = _rows(found, rows, y)
    if graph.change is not None and graph.change.notes:
        y = _paragraph(found, "What else the text changes", y + 4, width, inks.INK, bold=True)
        y = _rows(found, [row for note in _shown(graph.change.notes) for row in _note(note, width)], y)
    texts = [element for element in found if isinstance(element, Text)]
    return Heading(tuple(found), max(text.left + text.width for text in texts), y)


def _paragraph(found: list[Element], text: str, y: float, width: float, color: Ink, bold: bool = False) -> float:
    font = inks.NAME if bold else TEXT
    lines = broken(text, font, width)
    found += text_lines(lines, 0, y, font, color)
    return y + font.height * len(lines) + 1


def _rows(found: list[Element], rows: Iterable[Row], y: float) -> float:
    for row in rows:
        found.append(Text(0, y + row.font.size * 0.95, row.text, row.font, row.ink))
        y += row.height
    return y


def _legend(found: list[Element], entries: Sequence[tuple[str, Pen]], y: float, width: float) -> float:
    """Samples side by side, in as many rows as they need."""
    x = 0.0
    for title, pen in entries:
        wide = SAMPLE + 6 + text_width(title, TEXT.size)
        if x and x + wide > width:
            x, y = 0.0, y + 14
        found.append(Drawn(((x, y + 6), (x + SAMPLE, y + 6)), pen.stroke, pen.head, pen.barred))
        if pen.double:
            found.append(Drawn(((x, y + 6), (x + SAMPLE - 8, y + 6)), Stroke(PAPER, pen.stroke.width / 3)))
        found.append(Text(x + SAMPLE + 6, y + 9, title, TEXT, inks.INK))
        x += wide + BETWEEN
    return y + 18 if entries else y


def _keys(graph: Graph, pens: Pens) -> list[tuple[str, Pen]]:
    styles = {rule.style for edge in graph.edges for rule in edge.rules}
    listed = {rule.style.actor for node in graph.nodes() for rule in node.rules}
    listed |= {rule.style.actor for layer in graph.clusters for rule in layer.rules}
    used = listed | {rule.style.actor for rule in graph.everywhere} | {each.actor for each in styles}
    found = [(actor.title, pens.of(Style(actor.name))) for actor in graph.actors if actor.name in used]
    if any(each.adverse for each in styles):
        pen = Pen(Stroke(inks.ADVERSE, 1.2), Head.FULL, barred=True)
        found.append(("adverse: red, in the actor's line, with a bar", pen))
    if any(each.closed for each in styles):
        found.append(("× closed where the person is: below it what is asked and missing", inks.CLOSED))
    if any(each.dead for each in styles):
        found.append(("never happens", Pen(Stroke(inks.ink(style.DEAD), 0.8), Head.FULL)))
    return found


def _keys_of_change(graph: Graph) -> list[tuple[str, Pen]]:
    rules = [rule for edge in graph.edges for rule in edge.rules]
    listed = [rule for part in (graph.everywhere, *(layer.rules for layer in graph.clusters)) for rule in part]
    listed += [rule for node in graph.nodes() for rule in node.rules]
    used = {rule.style.mark for rule in (*rules, *listed)} | {node.mark for node in graph.nodes()}
    used |= {line.mark for node in graph.nodes() for line in node.changed}
    of_limits = {rule.style.mark for rule in rules if rule.kind is RuleKind.LIMIT}
    found: list[tuple[str, Pen]] = []
    for mark, look in style.MARKS.items():
        if mark in used:
            also = f"; {look.of_limits}" if mark in of_limits and look.of_limits else ""
            found.append((f"{SIGNS[mark]} {look.meaning}{also}", inks.of_mark(mark)))
    if any(edge.style.mark is None for edge in graph.edges):
        found.append(("unchanged", Pen(Stroke(inks.ink(style.FAINT_LINE), 0.9), Head.FULL)))
    if any(rule.style.adverse and rule.style.mark for rule in rules):
        found.append(("adverse, with a bar", Pen(Stroke(inks.INK, 1.2), Head.FULL, barred=True)))
    return found


def _remarks(graph: Graph, plan: Plan) -> list[str]:
    """How to read signs that this picture has."""
    nodes = graph.nodes()
    words: list[str] = []
    if any(tail.end.kind is EndKind.LAYER for arm in plan.arms for tail in arm.tails):
        words.append("A line from a layer's frame starts in every status in it.")
    if plan.exits:
        words.append("Short lines: ways back, out, and ends of terms; → says where to, ← where from.")
    if any(node.emphasis is Emphasis.STRONG for node in nodes):
        words.append("Thick: brought out.")
    shown = [rule for edge in graph.edges for rule in edge.rules] + [rule for node in nodes for rule in node.rules]
    if graph.ways:
        words.append("[A], [B], …: the pathways of these classes of persons; black where several begin together.")
    elif any(rule.steps for rule in shown) or any(node.waits for node in nodes):
        words.append("[1], [2], …: the steps of one life course.")
    if any(rule.style.waited for rule in shown):
        words.append("The thicker a line that is brought out, the longer the wait before it.")
    if graph.change is not None and graph.change.left_out:
        words.append(graph.change.left_out)
    if graph.change is None and len(nodes) > LARGE_FROM:
        words.append("This policy is large: --overview, --only LAYER, --around STATUS and --paper A3 draw parts of it.")
    return [" ".join(words)] if words else []


def _shown(notes: tuple[Line, ...]) -> tuple[Line, ...]:
    if len(notes) <= NOTES_SHOWN:
        return notes
    return (*notes[: NOTES_SHOWN - 1], Line(f"… and {len(notes) - NOTES_SHOWN + 1} more"))


def _note(note: Line, width: float) -> list[Row]:
    sign = f"{SIGNS[note.mark]} " if note.mark is not None else ""
    color = inks.of_mark(note.mark).stroke.ink if note.mark is not None else inks.GREY
    return [Row(line, SMALL, color) for line in broken(sign + note.text, SMALL, width, NOTES_LONG)]
