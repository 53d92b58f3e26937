"""From the diagram to Mermaid text, which many Markdown viewers draw: a flowchart with a subgraph for each layer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from bcm_formal.diagnostics import visible
from bcm_formal.views.diagram import style
from bcm_formal.views.diagram.graph import Cluster, Edge, Emphasis, End, EndKind, Graph, Node, Rule, Style
from bcm_formal.views.diagram.wording import wrap

_BREAK = "<br/>"
_SIGNS = {'"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", **{sign: f"#{ord(sign)};" for sign in "#`\\%$"}}
"""signs that end a text, or that Mermaid acts on even inside one: directives, mathematics"""


def to_mermaid(graph: Graph) -> str:
    """The diagram as a Mermaid flowchart."""
    strokes = style.strokes_of(graph)
    links = [link for number, edge in enumerate(graph.edges, 1) for link in _links(number, edge)]
    lines = [
        "---",
        f"title: {_quoted(f'{graph.title} ({graph.subtitle})')}",
        "---",
        "flowchart LR",
        *(line for cluster in graph.clusters for line in _cluster(cluster)),
        *_everywhere(graph.everywhere),
        *(
            f"  {_join(number)}(({_text(_edge_words(edge))}))"
            for number, edge in enumerate(graph.edges, 1)
            if _joins(edge)
        ),
        *(f"  {text}" for text, _ in links),
        *(f"  linkStyle {index} {_ink(wanted, strokes)}" for index, (_, wanted) in enumerate(links)),
        *_classes(graph),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A YAML string of one line, in which Mermaid and Markdown find nothing to act on."""
    flat = visible(" ".join(text.split()))
    return '"' + re.sub(r"[\\\"`%$<>&#]", lambda found: f"\\x{ord(found.group()):02x}", flat) + '"'


def _escaped(text: str) -> str:
    return "".join(_SIGNS.get(char, char) for char in visible(text))


def _text(lines: Iterable[str]) -> str:
    """A label of several lines; empty ones are left out."""
    return '"' + _BREAK.join(_escaped(line) for line in lines if line) + '"'


def _cluster(cluster: Cluster) -> list[str]:
    title = [cluster.title, cluster.note, *_events(cluster.rules)]
    nodes = [f"    {_status(node.name)}({_text(_node_words(node))})" for node in cluster.nodes]
    return [f"  subgraph {_layer(cluster.name)}[{_text(title)}]", *nodes, "  end"]


def _everywhere(rules: tuple[Rule, ...]) -> list[str]:
    return [f"  everywhere[{_text(['Everywhere', *_events(rules)])}]"] if rules else []


def _node_words(node: Node) -> list[str]:
    marks = ["▶ start"] * node.start + ["unreachable"] * node.unreachable
    waits = [f"[{wait.step}] {wait.text}" for wait in node.waits]
    became = [f"{style.MARKS[node.mark].sign} {node.word}" if node.mark else node.word]
    limits = [line.text for line in node.changed] + list(node.limits)
    return [*wrap(node.title, 24), *became, *marks, *limits, *waits, *_events(node.rules)]


def _events(rules: tuple[Rule, ...]) -> list[str]:
    lines: list[str] = []
    for rule in rules:
        adverse = ", adverse" if rule.style.adverse else ""
        without = f" (not in {rule.excepted})" if rule.excepted else ""
        lines.append(f"↻ {_steps(rule)}{rule.title} ({rule.actor}{adverse}){without}{_never(rule)}")
        if rule.style.mark is not None:
            lines += [_became(rule), *rule.beside]
    return lines


def _steps(rule: Rule) -> str:
    return f"[{', '.join(map(str, rule.steps))}] " if rule.steps else ""


def _never(rule: Rule) -> str:
    return " (never)" if rule.style.dead else ""


def _edge_words(edge: Edge) -> list[str]:
    lines: list[str] = []
    for rule in edge.rules:
        adverse = ", adverse" if rule.style.adverse else ""
        title = "time limit" if rule.is_time_limit else rule.title
        lines += wrap(f"{_steps(rule)}{title}{_never(rule)}", 28)
        lines += wrap(_became(rule), 32) if rule.word else ()
        if rule.details is not None and rule.style.mark is None:
            continue
        requirements = rule.beside if len(rule.beside) <= 3 else rule.beside[:2]
        lines += [line for requirement in requirements for line in wrap(requirement, 32, 2)]
        if len(rule.beside) > len(requirements):
            lines.append(f"… and {len(rule.beside) - len(requirements)} more")
        lines.append(" · ".join((f"{rule.actor}{adverse}", *rule.citations[:1])))
    return lines


def _became(rule: Rule) -> str:
    """What became of the rule: its sign and a word."""
    return rule.word if rule.style.mark is None else f"{style.MARKS[rule.style.mark].sign} {rule.word}"


def _joins(edge: Edge) -> bool:
    """True iff lines from several places meet in a node that has the label."""
    return len(edge.tails) > 1


def _links(number: int, edge: Edge) -> list[tuple[str, Style]]:
    """Each link and its style, in the order in which Mermaid counts them."""
    arrow, plain = _arrows(edge.style)
    head = _end(edge.head)
    if not _joins(edge):
        return [(f"{_end(edge.tails[0].end)} {arrow}|{_text(_edge_words(edge))}| {head}", edge.style)]
    own = edge.style
    tails = [(f"{_end(tail.end)} {plain} {_join(number)}", replace(own, emphasis=tail.emphasis)) for tail in edge.tails]
    return [*tails, (f"{_join(number)} {arrow} {head}", own)]


def _arrows(wanted: Style) -> tuple[str, str]:
    return ("==>", "===") if wanted.mark or wanted.emphasis is Emphasis.STRONG else ("-->", "---")


def _ink(wanted: Style, strokes: Mapping[str, style.Stroke]) -> str:
    stroke = strokes[wanted.actor] if wanted.mark is None else style.MARKS[wanted.mark].stroke
    color = style.ADVERSE if wanted.adverse and wanted.mark is None else stroke.color
    width = stroke.width
    if wanted.dead:
        color = style.DEAD
    match wanted.emphasis:
        case Emphasis.STRONG:
            width += 2
        case Emphasis.FAINT:
            color = style.FAINT_LINE
        case Emphasis.PLAIN:
            pass
        case _:
            assert_never(wanted.emphasis)
    return _stroke(replace(stroke, color=color), width)


def _stroke(stroke: style.Stroke, width: float) -> str:
    width = 3 if stroke.dash == "double" else width  # Mermaid has no two lines
    dashes = {"dashed": ",stroke-dasharray:6 4", "dotted": ",stroke-dasharray:2 3"}.get(stroke.dash, "")
    return f"stroke:{stroke.color},stroke-width:{width:g}px{dashes}"


def _classes(graph: Graph) -> list[str]:
    """Marks of statuses that more than their words set apart."""
    strong = [node.name for node in graph.nodes() if node.emphasis is Emphasis.STRONG]
    faint = [node.name for node in graph.nodes() if node.emphasis is Emphasis.FAINT]
    dashed = [node.name for node in graph.nodes() if node.unreachable]
    lines: list[str] = []
    for mark in dict.fromkeys(node.mark for node in graph.nodes()):
        if mark is not None:
            look = _stroke(style.MARKS[mark].stroke, 3)
            members = [_status(node.name) for node in graph.nodes() if node.mark is mark]
            name = mark.value.replace(" ", "_")
            lines += [f"  classDef {name} {look}", f"  class {','.join(members)} {name}"]
    for name, look, members in (
        ("highlighted", f"stroke:{style.MARK},stroke-width:4px", strong),
        ("faint", f"color:{style.FAINT_TEXT},stroke:{style.FAINT_LINE}", faint),
        ("unreachable", "stroke-dasharray:5 4", dashed),
    ):
        if members:
            lines += [f"  classDef {name} {look}", f"  class {','.join(map(_status, members))} {name}"]
    return lines


def _end(end: End) -> str:
    return _status(end.name) if end.kind is EndKind.STATUS else _layer(end.name)


def _status(name: str) -> str:
    return _identity("status", name)


def _layer(name: str) -> str:
    return _identity("layer", name)


def _identity(kind: str, name: str) -> str:
    """A name for a node: as in the policy, or by the codes of its letters, as Mermaid does not read all of them."""
    return f"{kind}_{name}" if name.isascii() else "_".join((f"{kind}u", *(f"{ord(sign):x}" for sign in name)))


def _join(number: int) -> str:
    return f"join_{number}"
